// Where a reading stands: two, three or five labels, whatever they are called.

import assert from 'node:assert';
import { test } from 'node:test';
import { moodOf, placeOf, setLabels } from '../../../public/js/scale.js';

const five = ['1 star', '2 stars', '3 stars', '4 stars', '5 stars'];
const three = ['negative', 'neutral', 'positive'];

// The labels, a reading, its place and its mood.
const places = [
  [[], { label: 'positive', score: 0.9 }, 0.9, 'positive'],
  [[], { label: 'Negative', score: 0.9 }, 0.1, 'negative'],
  [[], { label: 'neutral', score: 0.9 }, NaN, 'other'],
  [[], { label: 'positive' }, NaN, 'positive'],
  [[], { raw: '{}' }, NaN, 'other'],
  [['bad', 'good'], { label: 'good', score: 0.75 }, 0.75, 'positive'],
  [['bad', 'good'], { label: 'bad', score: 0.75 }, 0.25, 'negative'],
  [['bad', 'good'], { label: 'unsure', nearest: 'bad', score: 0.55 }, 0.45, 'other'],
  [[], { label: 'unsure', nearest: 'positive', score: 0.55 }, 0.55, 'other'],
  [['bad', 'good'], { label: 'odd', score: 0.75 }, NaN, 'other'],
  [three, { label: 'neutral', score: 1, probabilities: [0, 1, 0] }, 0.5, 'other'],
  [three, { label: 'positive', score: 0.6, probabilities: [0.1, 0.3, 0.6] }, 0.75, 'positive'],
  [three, { label: 'negative', score: 0.5, probabilities: [0.5, 0.5, 0] }, 0.25, 'negative'],
  [three, { label: 'neutral', score: 0.8 }, 0.5, 'other'],
  [three, { label: 'mixed', score: 0.8, probabilities: [0.1, 0.3, 0.6] }, NaN, 'other'],
  [five, { label: '4 stars', score: 1, probabilities: [0, 0, 0, 1, 0] }, 0.75, 'positive'],
  [five, { label: '3 stars', score: 1, probabilities: [0, 0, 1, 0, 0] }, 0.5, 'other'],
  [five, { label: '1 star', score: 1, probabilities: [1, 0, 0, 0, 0] }, 0, 'negative'],
];

for (const [labels, reading, place, mood] of places) {
  test(`${JSON.stringify(reading)} of ${labels.length} labels`, async () => {
    // Another address makes another module, which knows no labels yet.
    const scale = labels.length ? { moodOf, placeOf } : await import('../../../public/js/scale.js?none');
    setLabels(labels);
    assert.ok(Object.is(place, scale.placeOf(reading)) || Math.abs(place - scale.placeOf(reading)) < 1e-9,
      String(scale.placeOf(reading)));
    assert.strictEqual(scale.moodOf(reading.label), mood);
  });
}
