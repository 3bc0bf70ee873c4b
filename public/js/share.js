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

export function download(rows) {
  const lines = rows.map(({ sentence, reading, failure, model }) =>
    [sentence, reading?.label ?? reading?.raw, reading?.score, model?.version, failure]);
  const text = [['sentence', 'label', 'score', 'version', 'failure'], ...lines]
    .map((line) => line.map(cellOf).join(',')).join('\r\n');
  const href = URL.createObjectURL(new Blob([`\ufeff${text}\r\n`], { type: 'text/csv' }));
  element('a', { href, download: 'sentiments.csv' }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

/** What a spreadsheet would calculate is marked as text. */
const cellOf = (value) =>
  `"${String(value ?? '').replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
