// How to read an answer: a label and its probability for each sentence, else the prediction as it came.

import { counted } from './format.js';

/** One reading per prediction: { label, score }, or { raw } when the function could not put it in words. */
export function readingsOf({ predictions, sentiments }) {
  const inWords = Array.isArray(sentiments) && sentiments.length === predictions.length ? sentiments : [];
  return predictions.map((prediction, index) =>
    inWords[index]?.label === undefined ? { raw: JSON.stringify(prediction) } : inWords[index]);
}

/** "Rated 3 sentences: 2 positive, 1 negative." */
export function summaryOf(readings) {
  const rated = `Rated ${counted(readings.length, 'sentence')}`;
  const tally = Map.groupBy(readings.filter((reading) => !reading.raw), (reading) => String(reading.label));
  const parts = [...tally].map(([label, group]) => `${group.length} ${label}`);
  return parts.length
    ? `${rated}: ${parts.join(', ')}.`
    : `${rated}. The predictions are shown as they came.`;
}
