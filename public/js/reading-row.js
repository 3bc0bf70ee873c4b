// One row of the results: a sentence, and how it sounds. Word and sign say it; colour only repeats it.

import { button, element } from './element.js';
import { canExplain } from './explanation.js';
import { percent } from './format.js';
import { moodOf } from './readings.js';
import { wordsOf } from './words.js';

/** A row; without a reading yet it keeps the place of one. `onWhy` is called when its words are asked for. */
export function readingRow({ sentence, reading, failure }, onWhy) {
  const [text, effect] = reading?.words?.length && reading.label !== undefined
    ? wordsOf(sentence, reading)
    : [element('p', { className: 'sentence' }, sentence), why(sentence, reading, onWhy)];
  return element('li', { className: moodOf(reading?.label) }, text,
    element('div', { className: 'reading' }, ...(failure ? [failed(failure)] : partsOf(reading))), effect);
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

const failed = (failure) => element('span', { className: 'failed' }, `Failed: ${failure}`);

const why = (sentence, reading, onWhy) => element('div', { className: 'effect' },
  reading && !reading.raw && canExplain([sentence]) ? button('Why?', onWhy, 'link') : null);
