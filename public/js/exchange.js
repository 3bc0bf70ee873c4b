// What was sent and came back, and what leaves the page: a link with the text in its fragment, unseen by
// servers, a copy, a file.

import { addressOf } from './failure.js';
import { nameOf, versionsOf } from './model.js';
import { button, count, counted, duration, element, find, say } from './view.js';

const limit = 30;

const nothing = { roundTrip: 0, legs: [['Network', 0], ['Function', 0], ['Model server', 0]] };

let trips = [];

export function footer({ model = {}, time, text, body } = {}, rows = [], className = 'footer') {
  const versions = versionsOf(rows).map(([name, { length }], _, { length: all }) =>
    (all > 1 ? `${name} (${count(length)})` : name)).join(', ');
  return element(`div.${className}`,
    element('p.made-by', 'Made by ', element('strong', versions || nameOf(model))),
    timeSpentIn(time ?? nothing),
    element('details', element('summary', 'Request and answer'), text && exchangeOf(body, text)));
}

function exchangeOf(body, text) {
  const curl = `curl ${quoted(addressOf('').href)} -H 'Content-Type: application/json' ` +
    `\\\n  -d ${quoted(body)}`;
  return [
    element('h3', 'The same from a command line'),
    element('pre', element('code', curl)),
    button('Copy curl', () => copy(curl, 'The command')),
    element('h3', 'The answer, as it came'),
    element('pre', element('code', text)),
  ];
}

/** Single quotes keep a shell from reading anything into the text. */
const quoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const timeSpentIn = ({ roundTrip, legs }) => element('div.time',
  element('p', 'Answered in ', element('strong', duration(roundTrip))),
  legs.length ? [scale(legs), legend(legs)] : null);

function scale(legs) {
  const parts = legs.map(([, spent], index) => {
    const part = element(`span.leg${index}`);
    part.style.flexGrow = String(spent);
    return part;
  });
  return element('div.scale', { 'aria-hidden': 'true' }, parts);
}

const legend = (legs) => element('ul.legend', { role: 'list' }, legs.map(([name, spent], index) =>
  element(`li.leg${index}`, `${name} `, element('strong', duration(spent)))));

export function addTime({ roundTrip }) {
  trips = [...trips, roundTrip].slice(-limit);
  const sorted = [...trips].sort((one, other) => one - other);
  find('#times').textContent = `The last ${counted(trips.length, 'request')} took: ` +
    `median ${duration(sorted[trips.length - 1 >> 1])}, slowest ${duration(sorted.at(-1))}.`;
}

const key = '#text=';
// A link that is longer is cut somewhere between a chat and a browser.
const longestLink = 8_000;

export function textInLink() {
  try {
    return location.hash.startsWith(key) ? decodeURIComponent(location.hash.slice(key.length)) : '';
  } catch {
    return '';
  }
}

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

/** Where decimals have a comma, spreadsheets take a semicolon between cells. */
export async function download(table, rows) {
  const { fileOf } = await import('./download.js');
  const isComma = new Intl.NumberFormat(navigator.language).format(0.5).includes(',');
  const text = fileOf(table, rows, table.separator || (isComma ? ';' : ','));
  const name = table.name ? `${table.name.replace(/\.\w+$/, '')}-sentiments.csv` : 'sentiments.csv';
  const href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  element('a', { href, download: name }).click();
  // Safari asks for it late.
  setTimeout(() => URL.revokeObjectURL(href), 40_000);
}
