// What is there before anything is typed: an example, as a model once rated it, until a live answer comes.

import { rate } from './function-client.js';
import { readLines, rowsOf } from './list.js';
import { hear } from './model.js';
import { listRows, listShown, showAnswer } from './results.js';
import { distribute } from './rows.js';
import { say } from './view.js';

// The sentence, its label, what is nearest, its score, and the effects of its words.
const rated = [
  ['The room was lovely and the staff were kind.', 'positive', undefined, 0.873,
    [-0.013, 0, -0.03, 0.302, 0.043, 0.045, 0.05, -0.051, -0.008]],
  ['Cold breakfast, loud music: what a waste of money.', 'negative', undefined, 0.978,
    [0.001, 0, -0.002, -0.008, -0.008, 0.012, 0.483, 0.032, -0.006]],
  ['The meeting starts at nine.', 'unsure', 'negative', 0.553, [0.003, -0.061, 0.227, -0.013, -0.163]],
];

const table = { ...readLines(rated.map(([text]) => text).join('\n')), isExample: true };
const rows = rowsOf(table);
let isAsked = false;

const isShown = () => listShown().rows === rows;

export function showExample() {
  rated.forEach(([text, label, nearest, score, effects], index) => {
    const words = [...text.matchAll(/\w+/g)].map((word, at) =>
      ({ text: word[0], start: word.index, length: word[0].length, effect: effects[at] }));
    Object.assign(rows[index], {
      reading: { label, nearest, score, words }, model: { name: 'sentiment', version: 'v2' },
    });
  });
  listRows(rows, table);
  showAnswer({ time: { roundTrip: 6, legs: [['Network', 4], ['Function', 1], ['Model server', 1]] } });
  say('An example. Yours takes its place.');
}

export async function rateExample() {
  if (!isShown() || isAsked) {
    return;
  }
  isAsked = true;
  try {
    const answer = await rate(rows.map(({ text }) => text), { explain: true });
    distribute(rows, answer);
    hear(answer.model);
    showAnswer(answer);
    say('An example, rated just now.');
  } catch {
    isShown() && say('An example: there is no answer right now.');
  }
}
