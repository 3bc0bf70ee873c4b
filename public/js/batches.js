// Rows into requests that the function takes, and its answers back to the rows.

import { count } from './format.js';
import { readingsOf } from './readings.js';
import { bytesOf, lengthOf, limits } from './sentences.js';

/** Says why a row can't be sent at all. */
export function refuseTooLong(row) {
  if (!row.skipped && lengthOf(row.text) > limits.characters) {
    Object.assign(row, { failure: `more than ${count(limits.characters)} characters`, isFinal: true });
  }
}

export const isWaiting = ({ reading, failure, skipped }) => !reading && !failure && !skipped;

export const isRetriable = ({ failure, skipped, isFinal }) => failure && !skipped && !isFinal;

/** The first rows that wait, as many as a request takes. */
export function nextBatch(rows) {
  let bytes = 100;
  const batch = [];
  for (const row of rows) {
    if (isWaiting(row)) {
      bytes += bytesOf(row.text) + 1;
      if (batch.length === limits.lines || (batch.length && bytes > limits.bytes)) {
        break;
      }
      batch.push(row);
    }
  }
  return batch;
}

/** Gives each row of a batch its reading, or why it has none; returns the readings. */
export function distribute(batch, answer) {
  const failures = new Map((answer.errors ?? []).map(({ index, detail, status }) =>
    [index, detail || `the function refused it (${status})`]));
  return readingsOf(answer).filter((reading, index) => {
    const failure = failures.get(index);
    Object.assign(batch[index], failure ? { failure } : { reading, model: answer.model });
    return !failure;
  });
}
