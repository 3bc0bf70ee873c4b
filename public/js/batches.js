// Many sentences in many requests, one after the other. A line that is refused fails alone.

import { rate } from './rating.js';
import { readingsOf } from './readings.js';
import { limits } from './sentences.js';

/** A line that has neither a reading nor a failure waits for its turn. */
const isWaiting = ({ reading, failure }) => !reading && !failure;

/** Rates the rows that wait; throws a Failure, or Cancelled, and can then be called again. */
export async function rateInBatches(rows, onAnswer) {
  for (let batch = nextOf(rows); batch.length; batch = nextOf(rows)) {
    await rateBatch(batch, onAnswer);
  }
}

/** As many rows as one request may carry. */
function nextOf(rows) {
  let bytes = 0;
  const encoder = new TextEncoder();
  const fits = ({ sentence }) =>
    (bytes += encoder.encode(JSON.stringify(sentence)).length + 1) < limits.bytes - 100;
  const waiting = rows.filter(isWaiting).slice(0, limits.lines);
  const end = waiting.findIndex((row) => !fits(row));
  return end < 0 ? waiting : waiting.slice(0, end);
}

async function rateBatch(batch, onAnswer) {
  try {
    const answer = await rate(batch.map(({ sentence }) => sentence));
    const readings = readingsOf(answer);
    readings.forEach((reading, index) => Object.assign(batch[index], { reading, model: answer.model }));
    onAnswer(answer, readings);
  } catch (failure) {
    if (![413, 422].includes(failure.status)) {
      throw failure;
    }
    await rateParts(batch, failure, onAnswer);
  }
}

/** Halves a batch that was refused until the line is alone that nobody wants. */
async function rateParts(batch, failure, onAnswer) {
  if (batch.length === 1) {
    batch[0].failure = failure.detail || failure.title;
    return;
  }
  const half = batch.length >> 1;
  await rateBatch(batch.slice(0, half), onAnswer);
  await rateBatch(batch.slice(half), onAnswer);
}
