// How each sentence sounds, who said so, how long it took, and what was sent.

import { addressOf } from './address.js';
import { button, element, find } from './element.js';
import { percent } from './format.js';
import { rate, timeSpent } from './function-client.js';
import { remember } from './history.js';
import { nameOf, showModel } from './model.js';
import { showProblem } from './problem.js';
import { arrange, moodOf, placeOf, readingsOf } from './readings.js';
import { canExplain } from './sentences.js';
import { copy, download } from './share.js';
import { addTime, timeSpentIn } from './times.js';
import { wordsOf } from './words.js';

const most = 200;
const nothing = { model: { version: '…' }, time: timeSpent(0, 'total;dur=0') };

const [results, tools, order, filter] = ['sentiment-results', '#tools', '#order', '#filter'].map(find);
const list = element('ol.readings', { role: 'list' });
const more = button('Show more', () => {
  limit += most;
  refresh();
});

// { sentence, reading?, model?, failure? }
let rows = [];
let limit = most;

order.addEventListener('change', refresh);
filter.addEventListener('input', refresh);
find('#download').addEventListener('click', () => download(rows));

/** Lists rows for the readings to come, so that nothing moves then; returns them. */
export function expectReadings(sentences) {
  const known = new Map(rows.map(({ sentence, reading }) => [sentence, reading]));
  listRows(sentences.map((sentence) => ({ sentence, reading: known.get(sentence) })));
  results.ariaBusy = 'true';
  return rows;
}

export function listRows(listed) {
  rows = listed;
  limit = most;
  results.replaceChildren(list, more, footer('footer pending', nothing));
  refresh();
}

export function showAnswer(answered, answer) {
  const readings = readingsOf(answer);
  readings.forEach((reading, index) => Object.assign(answered[index], { reading, model: answer.model }));
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
  const { sentence, reading, failure } = row;
  const [text, effect] = reading?.words?.length && reading.label !== undefined
    ? wordsOf(sentence, reading)
    : [element('p.sentence', sentence), element('div.effect',
      reading && !reading.raw && canExplain([sentence]) && button('Why?', () => explain(row, item), 'link'))];
  const item = element(`li.${moodOf(reading?.label)}`, text, element('div.reading',
    failure ? element('span.failed', `Failed: ${failure}`) : partsOf(reading)), effect);
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
    const answer = await rate([row.sentence], { explain: true });
    [row.reading] = readingsOf(answer);
    observe(answer, [row.reading]);
    const explained = itemOf(row);
    item.replaceWith(explained);
    explained.querySelector('[tabindex="0"]')?.focus();
  } catch (reason) {
    showProblem(reason, () => explain(row, item));
  }
}

const footer = (className, { model, time, text, body }) => element(`div.${className}`,
  element('p.made-by', 'Made by ', element('strong', nameOf(model))),
  timeSpentIn(time),
  element('details', element('summary', 'Request and answer'), text && exchangeOf(body, text)));

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
