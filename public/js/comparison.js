// The same sentences, rated by two model versions, side by side.

import { element } from './element.js';
import { percent, points } from './format.js';
import { Cancelled, rate } from './rating.js';
import { placeOf, readingsOf } from './readings.js';

const form = document.querySelector('#compare');
const [one, other] = form.querySelectorAll('input');
const outcome = document.querySelector('#compared');

/** Compares when asked to; `page` has sentences(), say(words), clear() and failed(reason, onRetry). */
export function setUpComparison(page) {
  const compare = async () => {
    const sentences = page.sentences();
    if (!sentences) {
      return;
    }
    page.clear();
    page.say('Comparing…');
    try {
      const answers = [];
      for (const { value } of [one, other]) {
        answers.push(await rate(sentences, { version: value.trim() }));
      }
      outcome.replaceChildren(tableOf(sentences, answers));
      page.say(`Compared ${answers.map(versionOf).join(' with ')}.`);
    } catch (reason) {
      if (!(reason instanceof Cancelled)) {
        outcome.replaceChildren();
        page.failed(reason, compare);
      }
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    compare();
  });
}

/** Proposes a version where nobody has written one. */
export function proposeVersion({ version }) {
  [one, other].forEach((input) => { input.value ||= version ?? ''; });
}

const versionOf = ({ model }) => model.version ?? 'unknown';

function tableOf(sentences, answers) {
  const [first, second] = answers.map(readingsOf);
  const head = (text) => element('th', { scope: 'col' }, text);
  return element('table', {},
    element('thead', {},
      element('tr', {}, head('Sentence'), ...answers.map(versionOf).map(head), head('Change'))),
    element('tbody', {}, ...sentences.map((sentence, index) => element('tr', {},
      element('th', { scope: 'row' }, sentence), cell(first[index]), cell(second[index]),
      element('td', {}, changeOf(first[index], second[index]))))));
}

const cell = (reading) => element('td', {},
  reading.raw ?? `${reading.label}${Number.isFinite(reading.score) ? ` ${percent(reading.score)}` : ''}`);

function changeOf(before, after) {
  const change = placeOf(after) - placeOf(before);
  return Number.isFinite(change) ? points(change) : '';
}
