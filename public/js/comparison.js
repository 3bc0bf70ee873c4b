// The same sentences, rated by two model versions, side by side.

import { sentencesNow } from './composer.js';
import { element, find, onSubmit } from './element.js';
import { percent, points } from './format.js';
import { cancel, rate, replaced, stopped } from './function-client.js';
import { clearProblem, showProblem } from './problem.js';
import { placeOf, readingsOf } from './readings.js';
import { say } from './share.js';

const form = find('#compare');
const versions = form.querySelectorAll('input');
const outcome = find('#compared');

onSubmit(form, compare);

async function compare() {
  const sentences = sentencesNow();
  if (!sentences) {
    return;
  }
  cancel(stopped);
  clearProblem();
  say('Comparing…');
  try {
    const answers = [];
    for (const { value } of versions) {
      answers.push(await rate(sentences, { version: value.trim() }));
    }
    outcome.replaceChildren(tableOf(sentences, answers));
    say(`Compared ${answers.map(versionOf).join(' with ')}.`);
  } catch (reason) {
    if (reason !== replaced) {
      outcome.replaceChildren();
      say('Nothing was compared.');
      showProblem(reason, compare);
    }
  }
}

const versionOf = ({ model }) => model.version ?? 'unknown';

function tableOf(sentences, answers) {
  const [first, second] = answers.map(readingsOf);
  const heads = ['Sentence', ...answers.map(versionOf), 'Change'];
  return element('table',
    element('thead', element('tr', heads.map((head) => element('th', { scope: 'col' }, head)))),
    element('tbody', sentences.map((sentence, index) => element('tr',
      element('th', { scope: 'row' }, sentence), cell(first[index]), cell(second[index]),
      element('td', changeOf(first[index], second[index]))))));
}

const cell = ({ raw, label, score }) =>
  element('td', raw ?? `${label}${Number.isFinite(score) ? ` ${percent(score)}` : ''}`);

function changeOf(before, after) {
  const change = placeOf(after) - placeOf(before);
  return Number.isFinite(change) ? points(change) : '';
}
