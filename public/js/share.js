// What leaves the page: a link with the text in its fragment, unseen by servers; a copy; a file.

import { fileOf } from './download.js';
import { element, find } from './element.js';

const key = '#text=';
// A link that is longer is cut somewhere between a chat and a browser.
const longestLink = 8_000;
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

/** Copies a link with the texts of a list, as they came. */
export function copyLink(table, rows) {
  const texts = rows.filter(({ skipped }) => !skipped)
    .map(({ cells }) => cells[table.column].replace(/\s+/g, ' ').trim());
  const { href } = new URL(key + encodeURIComponent(texts.join('\n')), location.href);
  if (href.length > longestLink) {
    say('This list is too long for a link. Download it, and pass on the file.');
  } else {
    copy(href, 'The link');
  }
}

export const copy = (text, name) =>
  Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
    () => say(`${name} is copied.`),
    () => say(`The browser does not let this page copy. ${name}: ${text}`));

/** Offers a list as a file. Where decimals have a comma, spreadsheets take a semicolon between cells. */
export function download(table, rows) {
  const isComma = new Intl.NumberFormat(navigator.language).format(0.5).includes(',');
  const text = fileOf(table, rows, table.separator || (isComma ? ';' : ','));
  const name = table.name ? `${table.name.replace(/\.\w+$/, '')}-sentiments.csv` : 'sentiments.csv';
  const href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  element('a', { href, download: name }).click();
  // Safari asks for it late.
  setTimeout(() => URL.revokeObjectURL(href), 40_000);
}
