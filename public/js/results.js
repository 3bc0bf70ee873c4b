// How each sentence sounds, who said so, how long it took, and what was sent.

import { fileOf } from './download.js';
import { button, element, find } from './element.js';
import { footer } from './exchange.js';
import { percent } from './format.js';
import { rate, timeSpent } from './function-client.js';
import { remember } from './history.js';
import { nameOf, showModel } from './model.js';
import { showProblem } from './problem.js';
import { arrange, readingsOf } from './readings.js';
import { moodOf, placeOf } from './scale.js';
import { canExplain } from './sentences.js';
import { copy, linkTo, offer, say } from './share.js';
import { addTime } from './times.js';
import { wordsOf } from './words.js';

const most = 200;
const nothing = { model: { version: '…' }, time: timeSpent(0, 'total;dur=0') };

const [results, tools, order, filter] = ['sentiment-results', '#tools', '#order', '#filter'].map(find);
const list = element('ol.readings', { role: 'list' });
const more = button('Show more', () => {
  limit += most;
  refresh();
});

// A link that is longer is cut somewhere between a chat and a browser.
const longestLink = 8_000;

// { cells, text, skipped?, reading?, model?, failure? }, and the table that they come from.
let rows = [];
let table;
let limit = most;

order.addEventListener('change', refresh);
filter.addEventListener('input', refresh);
find('#download').addEventListener('click', download);
find('#link').addEventListener('click', copyLink);

export const rowsShown = () => rows;

/** Lists rows for the readings to come, so that nothing moves then. */
export function expectReadings(listed, source) {
  const known = new Map(rows.map(({ text, reading }) => [text, reading]));
  listed.forEach((row) => { row.reading = row.skipped ? undefined : known.get(row.text); });
  listRows(listed, source);
  results.ariaBusy = 'true';
}

export function listRows(listed, source) {
  rows = listed;
  table = source;
  limit = most;
  results.replaceChildren(list, more, footer('footer pending', nothing));
  refresh();
}

/** Shows an answer; `give` gives its rows what it says of them, and returns the readings. */
export function showAnswer(answer, give) {
  const readings = give(answer);
  results.lastElementChild.replaceWith(footer('footer', answer));
  results.ariaBusy = null;
  refresh();
  observe(answer, readings);
  return readings;
}

function observe({ model, time }, readings) {
  showModel(model);
  remember(readings.map(placeOf), nameOf(model));
  addTime(time);
}

export function clearResults() {
  rows = [];
  results.replaceChildren();
  results.ariaBusy = null;
  tools.hidden = true;
}

export function refresh() {
  const found = arrange(rows, order.value, filter.value);
  list.replaceChildren(...found.slice(0, limit).map(itemOf));
  more.hidden = found.length <= limit;
  tools.hidden = !rows.length;
}

/** A sentence and how it sounds: a word and a sign say it, colour only repeats it. */
function itemOf(row) {
  const { text, reading, failure, skipped } = row;
  const [sentence, effect] = reading?.words?.length && reading.label !== undefined
    ? wordsOf(text, reading)
    : [element('p.sentence', text || row.cells.join(' ').trim() || '(empty)'), element('div.effect',
      reading && !reading.raw && canExplain([text]) && button('Why?', () => explain(row, item), 'link'))];
  const item = element(`li.${moodOf(reading?.label)}`, sentence, element('div.reading',
    failure ? element('span.failed', `${skipped ? 'Not rated' : 'Failed'}: ${failure}`)
      : skipped ? element('span.raw', 'Without text: not rated') : partsOf(reading)), effect);
  return item;
}

function download() {
  const isComma = new Intl.NumberFormat(navigator.language).format(0.5).includes(',');
  const name = table.name ? `${table.name.replace(/\.\w+$/, '')}-sentiments.csv` : 'sentiments.csv';
  offer(fileOf(table, rows, table.separator || (isComma ? ';' : ',')), name);
}

function copyLink() {
  const link = linkTo(rows.filter(({ skipped }) => !skipped)
    .map(({ cells }) => cells[table.column].replace(/\s+/g, ' ').trim()).join('\n'));
  if (link.length > longestLink) {
    say('This list is too long for a link. Download it, and pass on the file.');
  } else {
    copy(link, 'The link');
  }
}

function partsOf(reading) {
  if (reading?.raw) {
    return element('code.raw', reading.raw);
  }
  const { label, score } = reading ?? { label: '…', score: 0 };
  const filled = element('span');
  filled.style.width = `${Math.min(1, Math.max(0, score)) * 100}%`;
  return [element('span.label', String(label)), ...(Number.isFinite(score) ? [
    element('span.bar', { ariaHidden: 'true' }, filled),
    reading && element('span.percent', percent(score))] : [])];
}

async function explain(row, item) {
  if (results.ariaBusy) {
    return;
  }
  try {
    const answer = await rate([row.text], { explain: true });
    [row.reading] = readingsOf(answer);
    row.model = answer.model;
    observe(answer, [row.reading]);
    const explained = itemOf(row);
    item.replaceWith(explained);
    explained.querySelector('[tabindex="0"]')?.focus();
  } catch (reason) {
    showProblem(reason, () => explain(row, item));
  }
}
