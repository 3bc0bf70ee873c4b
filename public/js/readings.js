// How to read an answer: a label and its probability for each sentence, else the prediction as it came.

import { counted } from './format.js';

/** One reading per prediction: { label, score, words }, or { raw } when the function has no words for it. */
export function readingsOf({ predictions, sentiments }) {
  const inWords = Array.isArray(sentiments) && sentiments.length === predictions.length ? sentiments : [];
  return predictions.map((prediction, index) =>
    inWords[index]?.label === undefined ? { raw: JSON.stringify(prediction) } : inWords[index]);
}

/** Which colour and sign a label has. */
export function moodOf(label) {
  const word = String(label ?? '').toLowerCase();
  return ['positive', 'negative'].find((mood) => word.startsWith(mood)) ?? 'other';
}

/** From 0, surely negative, to 1, surely positive; NaN for a reading that can't be placed there. */
export const placeOf = (reading) => {
  const score = Number.isFinite(reading?.score) ? Math.min(1, Math.max(0, reading.score)) : NaN;
  return moodOf(reading?.label) === 'negative' ? 1 - score : score;
};

/** "Rated 3 sentences: 2 positive, 1 negative." */
export function summaryOf(readings) {
  const rated = `Rated ${counted(readings.length, 'sentence')}`;
  const tally = Map.groupBy(readings.filter((reading) => !reading.raw), (reading) => String(reading.label));
  const parts = [...tally].map(([label, group]) => `${group.length} ${label}`);
  return parts.length
    ? `${rated}: ${parts.join(', ')}.`
    : `${rated}. The predictions are shown as they came.`;
}
