// How to read an answer: labels with probabilities, else predictions.

import { counted } from './format.js';
import { placeOf } from './scale.js';

/** One { label, score, words } per prediction, or { raw } when the function has no words for it. */
export function readingsOf({ predictions, sentiments }) {
  const inWords = Array.isArray(sentiments) && sentiments.length === predictions.length ? sentiments : [];
  return predictions.map((prediction, index) =>
    inWords[index]?.label === undefined ? { raw: JSON.stringify(prediction) } : inWords[index]);
}

/** How many rows there are, and what became of them. */
export function tallyOf(rows) {
  const tally = { all: rows.length, rated: 0, failed: 0, empty: 0 };
  for (const { reading, failure, skipped } of rows) {
    tally.rated += Boolean(reading);
    tally.failed += Boolean(failure);
    tally.empty += Boolean(skipped && !failure);
  }
  return tally;
}

export function summaryOf(rows) {
  const tally = new Map();
  const readings = rows.map(({ reading }) => reading).filter(Boolean);
  readings.filter(({ raw }) => !raw).forEach(({ label }) => tally.set(label, (tally.get(label) ?? 0) + 1));
  const parts = [...tally].map(([label, number]) => `${number} ${label}`).join(', ');
  const { failed, empty } = tallyOf(rows);
  return `Rated ${counted(readings.length, 'sentence')}` +
    `${parts ? `: ${parts}.` : readings.length ? '. The predictions are shown as they came.' : '.'}` +
    `${failed ? ` ${counted(failed, 'sentence')} failed.` : ''}${empty ? ` ${empty} without text.` : ''}`;
}

const orders = {
  positive: (place) => -place,
  negative: (place) => place,
  unsure: (place) => Math.abs(place - 0.5),
};

/** The rows that have the words; those without a place on the scale come last. */
export function arrange(rows, order, words) {
  const wanted = words.trim().toLowerCase();
  const found = wanted ? rows.filter(({ text, reading, failure, skipped }) => [text, reading?.label, skipped,
    failure && `failed: ${failure}`].join('\n').toLowerCase().includes(wanted)) : rows;
  const rank = orders[order];
  return rank ? found.map((row) => [rank(placeOf(row.reading)), row])
    .sort(([one], [other]) => Number.isNaN(one) - Number.isNaN(other) || one - other || 0)
    .map(([, row]) => row) : found;
}
