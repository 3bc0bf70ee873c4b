// What leaves the page: a link with the text in its fragment, unseen by servers; a copy; a file.

import { element, find } from './element.js';

const key = '#text=';
const status = find('#status');

export function say(words) {
  status.textContent = words;
}

export function textInLink() {
  try {
    return location.hash.startsWith(key) ? decodeURIComponent(location.hash.slice(key.length)) : '';
  } catch {
    return '';
  }
}

export const linkTo = (text) => new URL(key + encodeURIComponent(text), location.href).href;

export const copy = (text, name) =>
  Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
    () => say(`${name} is copied.`),
    () => say(`The browser does not let this page copy. ${name}: ${text}`));

/** Offers a text as a file. */
export function offer(text, name) {
  const href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  element('a', { href, download: name }).click();
  // Safari asks for it late.
  setTimeout(() => URL.revokeObjectURL(href), 40_000);
}
