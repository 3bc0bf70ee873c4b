// Which results are listed, and in which order.

import { placeOf } from './readings.js';

const orders = {
  positive: (one, other) => other - one,
  negative: (one, other) => one - other,
  unsure: (one, other) => Math.abs(one - 0.5) - Math.abs(other - 0.5),
};

/** The rows whose sentence, label or failure has the words; those without a place on the scale come last. */
export function viewOf(rows, order, words) {
  const wanted = words.trim().toLowerCase();
  const found = rows.filter(({ sentence, reading, failure }) =>
    [sentence, reading?.label, failure && `failed: ${failure}`].join('\n').toLowerCase().includes(wanted));
  const compare = orders[order];
  return compare ? found.map((row) => [row, placeOf(row.reading)]).sort(([, one], [, other]) =>
    Number.isNaN(one) - Number.isNaN(other) || compare(one, other) || 0).map(([row]) => row) : found;
}
