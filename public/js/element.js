// Elements without markup: whatever comes from a person or a server becomes text, never HTML.

/** Makes an element with properties (className, hidden, …) and children (nodes or text; nothing for null). */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** The rows of a <dl> for the entries that have a value. */
export const terms = (entries) =>
  entries
    .filter(([, value]) => value)
    .map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value)));
