// The same rows, rated by two model versions, side by side.

import { distribute, nextBatch, refuseTooLong } from './batches.js';
import { element, find, onSubmit } from './element.js';
import { counted, percent, points } from './format.js';
import { cancel, rate, replaced, stopped } from './function-client.js';
import { clearProblem, showProblem } from './problem.js';
import { rowsShown } from './results.js';
import { placeOf } from './scale.js';
import { say } from './share.js';

const most = 200;
const form = find('#compare');
const versions = form.querySelectorAll('input');
const outcome = find('#compared');

onSubmit(form, compare);

async function compare() {
  const shown = rowsShown();
  if (!shown.length) {
    say('Nothing is rated yet that could be compared.');
    return;
  }
  cancel(stopped);
  clearProblem();
  say('Comparing…');
  try {
    const both = [];
    for (const { value } of versions) {
      both.push(await rateBy(value.trim(), shown));
    }
    outcome.replaceChildren(tableOf(shown, both));
    say(`Compared ${both.map(({ name }) => name).join(' with ')}.`);
  } catch (reason) {
    if (reason !== replaced) {
      outcome.replaceChildren();
      say('Nothing was compared.');
      showProblem(reason, compare);
    }
  }
}

async function rateBy(version, shown) {
  const rows = shown.map(({ text, skipped }) => ({ text, skipped }));
  rows.forEach(refuseTooLong);
  for (let batch = nextBatch(rows); batch.length; batch = nextBatch(rows)) {
    distribute(batch, await rate(batch.map(({ text }) => text), { version, onError: 'report' }));
  }
  return { rows, name: rows.find(({ model }) => model)?.model.version ?? 'unknown' };
}

function tableOf(shown, both) {
  const [first, second] = both.map(({ rows }) => rows);
  const heads = ['Sentence', ...both.map(({ name }) => name), 'Change'];
  return element('div',
    element('table',
      element('thead', element('tr', heads.map((head) => element('th', { scope: 'col' }, head)))),
      element('tbody', shown.slice(0, most).map(({ text }, index) => element('tr',
        element('th', { scope: 'row' }, text), cell(first[index]), cell(second[index]),
        element('td', changeOf(first[index], second[index])))))),
    shown.length > most && element('p.small', `The first ${most} of ${counted(shown.length, 'row')}.`));
}

const cell = ({ reading, failure, skipped }) => element('td', failure ?? skipped ?? reading?.raw ??
  `${reading.label}${Number.isFinite(reading.score) ? ` ${percent(reading.score)}` : ''}`);

function changeOf(before, after) {
  const change = placeOf(after.reading) - placeOf(before.reading);
  return Number.isFinite(change) ? points(change) : '';
}
