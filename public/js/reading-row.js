// One row of the results: a sentence, and how it sounds. Word and sign say it; colour only repeats it.

import { element } from './element.js';
import { percent } from './format.js';

/** A row; without a reading yet it keeps the place of one. */
export function readingRow(sentence, reading) {
  return element('li', {},
    element('p', { className: 'sentence' }, sentence),
    element('div', { className: `reading ${moodOf(reading?.label)}` }, ...partsOf(reading)));
}

function partsOf(reading) {
  if (!reading) {
    return [element('span', { className: 'label' }, '…'), bar(0)];
  }
  if (reading.raw) {
    return [element('code', { className: 'raw' }, reading.raw)];
  }
  const label = element('span', { className: 'label' }, String(reading.label));
  return Number.isFinite(reading.score)
    ? [label, bar(reading.score), element('span', { className: 'percent' }, percent(reading.score))]
    : [label];
}

function bar(share) {
  const filled = element('span');
  filled.style.inlineSize = `${Math.min(1, Math.max(0, share)) * 100}%`;
  return element('span', { className: 'bar', ariaHidden: 'true' }, filled);
}

function moodOf(label) {
  const word = String(label ?? '').toLowerCase();
  return ['positive', 'negative'].find((mood) => word.startsWith(mood)) ?? 'other';
}
