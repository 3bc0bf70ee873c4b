// Elements without markup: what others write becomes text, never HTML.

export const find = (selector) => document.querySelector(selector);

/** Makes 'p.small' of properties ({ hidden: true }), nodes and texts; null is left out. */
export function element(name, ...parts) {
  const [tag, className] = name.split('.');
  const made = document.createElement(tag);
  for (const part of [className && { className }, ...parts.flat()]) {
    if (part?.constructor === Object) {
      Object.assign(made, part);
    } else if (part) {
      made.append(part);
    }
  }
  return made;
}

export function drawn(tag, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

export const button = (text, onclick, className = '') =>
  element(`button.${className}`, { type: 'button', onclick }, text);

export const onSubmit = (form, action) => form.addEventListener('submit', (event) => {
  event.preventDefault();
  action();
});
