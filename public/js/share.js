// What leaves the page: a link with the text in its fragment, which no server sees; a copy; a file.

import { csvOf } from './csv.js';

const key = '#text=';

/** The text that the page was opened with; '' for none, or one that is broken. */
export function textInLink() {
  try {
    return location.hash.startsWith(key) ? decodeURIComponent(location.hash.slice(key.length)) : '';
  } catch {
    return '';
  }
}

export const linkTo = (text) => new URL(key + encodeURIComponent(text), location.href).href;

/** Copies a text and says so; where the browser refuses, it says the text. */
export async function copy(text, name) {
  const status = document.querySelector('#status');
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = `${name} is copied.`;
  } catch {
    status.textContent = `The browser does not let this page copy. ${name}: ${text}`;
  }
}

/** Saves results as a file for a spreadsheet. */
export function download(rows) {
  const lines = rows.map(({ sentence, reading, failure, model }) =>
    [sentence, reading?.label ?? reading?.raw, reading?.score, model?.version, failure]);
  const text = csvOf([['sentence', 'label', 'score', 'version', 'failure'], ...lines]);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`\ufeff${text}\r\n`], { type: 'text/csv' }));
  link.download = 'sentiments.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
