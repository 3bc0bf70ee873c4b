// The list that is shown: its rows in the order asked for, their summary, and who made them.

import { copyLink, download, footer } from './exchange.js';
import { keepSoon } from './kept.js';
import { versionsOf } from './model.js';
import { itemOf } from './row.js';
import { labelsOf } from './rows.js';
import { arrange, moodOf } from './scale.js';
import { button, element, find } from './view.js';

const most = 200;
const perFrame = 40;

const [panel, results, tools, order, filter, summary] =
  ['#results', 'sentiment-results', '#tools', '#order', '#filter', '#summary'].map(find);
const list = element('ol.readings', { role: 'list' });
const more = button('Show more', () => {
  limit += most;
  refresh();
});

// { cells, text, skipped?, reading?, model?, failure? }, and the table that they come from.
let rows = [];
let table;
let explain;
let limit = most;
let nextFrame;
const items = new WeakMap();

order.addEventListener('change', refresh);
filter.addEventListener('input', refresh);
find('#download').addEventListener('click', () => download(table, rows));
find('#link').addEventListener('click', () => copyLink(table, rows));

export const listShown = () => ({ rows, table });

export function onExplain(action) {
  explain = action;
}

export function showResults() {
  const { top } = panel.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) {
    panel.scrollIntoView();
  }
}

export function listRows(listed, source) {
  rows = listed;
  table = source;
  limit = most;
  if (list.parentNode !== results) {
    results.replaceChildren(list, more, footer());
  }
  showAnswer();
}

export function showAnswer(answer) {
  const isKnown = answer || rows.some(({ reading }) => reading);
  const made = footer(answer, rows, isKnown ? 'footer' : 'footer pending');
  made.lastChild.open = results.lastChild.lastChild.open;
  results.lastChild.replaceWith(made);
  refresh();
}

export function refresh() {
  const found = arrange(rows, order.value, filter.value);
  const versions = versionsOf(rows);
  list.classList.toggle('mixed', versions.length > 1);
  draw(found, 0);
  more.hidden = found.length <= limit;
  tools.hidden = !rows.length;
  summary.replaceChildren(...summaryOf(versions));
  keepSoon();
}

/** Puts rows into their places, and touches only what has changed: a person may be there. */
function draw(found, from) {
  cancelAnimationFrame(nextFrame);
  if (!from) {
    const kept = new Set(found.slice(0, limit).map((row) => items.get(row)?.item));
    [...list.children].forEach((item) => kept.has(item) || item.remove());
  }
  const end = Math.min(limit, found.length, from + perFrame);
  for (let index = from; index < end; index += 1) {
    const item = drawnItem(found[index]);
    if (list.children[index] !== item) {
      list.insertBefore(item, list.children[index] ?? null);
    }
  }
  if (end < Math.min(limit, found.length)) {
    nextFrame = requestAnimationFrame(() => draw(found, end));
  }
}

function drawnItem(row) {
  const { reading, failure, model } = row;
  const known = items.get(row);
  if (known && known.reading === reading && known.failure === failure && known.model === model) {
    return known.item;
  }
  const item = itemOf(row, explain);
  if (known?.item.contains(document.activeElement)) {
    requestAnimationFrame(() => item.querySelector('[tabindex="0"], button')?.focus());
  }
  known?.item.replaceWith(item);
  items.set(row, { reading, failure, model, item });
  return item;
}

const summaryOf = (versions) => versions.flatMap(([name, made]) => {
  const parts = [...labelsOf(made)];
  return [versions.length > 1 && element('p.small', `${name}: `,
    parts.map(([label, number]) => `${number} ${label}`).join(', ')),
  element('div.stack', { 'aria-hidden': 'true' }, parts.map(([label, number]) => {
    const part = element(`span.${moodOf(label)}`);
    part.style.flexGrow = String(number);
    return part;
  }))].filter(Boolean);
});
