// Where a reading stands between negative and positive: by the labels of any model, in their order;
// and rows in its order.

let labels = [];

export function setLabels(named) {
  labels = Array.isArray(named) && named.length > 1 ? named.map(String) : labels;
}

const indexOf = (label) => labels.indexOf(String(label));

export function moodOf(label) {
  const index = indexOf(label);
  const middle = (labels.length - 1) / 2;
  const name = String(label ?? '').toLowerCase();
  return index < 0 ? ['positive', 'negative'].find((mood) => name.startsWith(mood)) ?? 'other'
    : index === middle ? 'other' : index < middle ? 'negative' : 'positive';
}

/** From 0, surely negative, to 1; NaN for a label that is on no scale. */
export function placeOf({ nearest, label: said, score, probabilities } = {}) {
  const label = nearest ?? said;
  const index = indexOf(label);
  if (index >= 0 && probabilities?.length === labels.length) {
    const sum = probabilities.reduce((all, each) => all + each, 0);
    return within(probabilities.reduce((all, each, at) => all + each * at, 0) / sum / (labels.length - 1));
  }
  const mood = moodOf(label);
  if (labels.length > 2 && index >= 0) {
    return index / (labels.length - 1);
  }
  return mood === 'other' ? NaN : within(mood === 'negative' ? 1 - score : score);
}

const within = (place) => (Number.isFinite(place) ? Math.min(1, Math.max(0, place)) : NaN);

const orders = {
  positive: (place) => -place,
  negative: (place) => place,
  unsure: (place) => Math.abs(place - 0.5),
};

export function arrange(rows, order, words) {
  const wanted = words.trim().toLowerCase();
  const found = wanted ? rows.filter(({ text, reading, failure, skipped }) => [text, reading?.label, skipped,
    failure && `failed: ${failure}`].join('\n').toLowerCase().includes(wanted)) : rows;
  const rank = orders[order];
  return rank ? found.map((row) => [rank(placeOf(row.reading)), row])
    .sort(([one], [other]) => Number.isNaN(one) - Number.isNaN(other) || one - other || 0)
    .map(([, row]) => row) : found;
}
