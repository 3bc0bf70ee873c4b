// How each sentence sounds, who said so, how long it took, and what was sent.

import { distribute } from './batches.js';
import { button, element, find } from './element.js';
import { footer } from './exchange.js';
import { percent } from './format.js';
import { rate, timeSpent } from './function-client.js';
import { remember } from './history.js';
import { nameOf, showModel } from './model.js';
import { showProblem } from './problem.js';
import { arrange } from './readings.js';
import { moodOf, placeOf } from './scale.js';
import { canExplain } from './sentences.js';
import { copyLink, download } from './share.js';
import { addTime } from './times.js';
import { wordsOf } from './words.js';

const most = 200;
// So many are drawn at once, the others in the next frames: no frame takes long.
const perFrame = 40;
const nothing = { model: { version: '…' }, time: timeSpent(0, 'total;dur=0') };

const [panel, results, tools, order, filter] =
  ['#results', 'sentiment-results', '#tools', '#order', '#filter'].map(find);
const list = element('ol.readings', { role: 'list' });
const more = button('Show more', () => {
  limit += most;
  refresh();
});

// { cells, text, skipped?, reading?, model?, failure? }, and the table that they come from.
let rows = [];
let table;
let limit = most;
let nextFrame;

order.addEventListener('change', refresh);
filter.addEventListener('input', refresh);
find('#download').addEventListener('click', () => download(table, rows));
find('#link').addEventListener('click', () => copyLink(table, rows));

export const rowsShown = () => rows;

/** Brings the results into view, where they aren't. */
export function showResults() {
  const { top } = panel.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) {
    panel.scrollIntoView();
  }
}

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
  results.replaceChildren(list, more, footer('footer pending', nothing, []));
  refresh();
}

/** Shows an answer; `give` gives its rows what it says of them, and returns the readings. */
export function showAnswer(answer, give) {
  const readings = give(answer);
  results.lastElementChild.replaceWith(footer('footer', answer, rows));
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
  list.replaceChildren(...found.slice(0, perFrame).map(itemOf));
  drawRest(found, perFrame);
  more.hidden = found.length <= limit;
  tools.hidden = !rows.length;
}

function drawRest(found, drawn) {
  cancelAnimationFrame(nextFrame);
  if (drawn < Math.min(limit, found.length)) {
    nextFrame = requestAnimationFrame(() => {
      list.append(...found.slice(drawn, Math.min(limit, drawn + perFrame)).map(itemOf));
      drawRest(found, drawn + perFrame);
    });
  }
}

/** A sentence and how it sounds: a word and a sign say it, colour only repeats it. */
function itemOf(row) {
  const { text, reading, failure, skipped } = row;
  const shown = element('p.sentence', { dir: 'auto' }, text || row.cells.join(' ').trim() || '(empty)');
  const [sentence, effect] = reading?.warnings?.includes('no-effect')
    ? [shown, element('p.effect', 'The model knows none of these words.')]
    : reading?.words?.length && reading.label !== undefined ? wordsOf(text, reading)
    : [shown, element('div.effect', reading && !reading.raw && canExplain([text]) &&
      button('Why?', () => explain(row, item), 'link'))];
  const item = element(`li.${moodOf(reading?.label)}`, sentence, element('div.reading',
    failure ? element('span.failed', `${skipped ? 'Not rated' : 'Failed'}: ${failure}`)
      : skipped ? element('span.raw', 'Without text: not rated') : partsOf(reading)), effect);
  return item;
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
    observe(answer, distribute([row], answer));
    const explained = itemOf(row);
    item.replaceWith(explained);
    explained.querySelector('[tabindex="0"]')?.focus();
  } catch (reason) {
    showProblem(reason, () => explain(row, item));
  }
}
