// Elements without markup: whatever comes from a person or a server becomes text, never HTML.

/** Makes an element with properties (className, hidden, …) and children (nodes or text; nothing for null). */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Makes an element of a drawing, with attributes. */
export function drawn(tag, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

export const button = (text, onclick, className = 'quiet') =>
  element('button', { className, type: 'button', onclick }, text);

/** The rows of a <dl> for the entries that have a value. */
export const terms = (entries) =>
  entries
    .filter(([, value]) => value)
    .map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value)));
