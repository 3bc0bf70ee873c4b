// The same rows, rated by two model versions, side by side.

import { clearProblem, replaced, showProblem, stopped } from './failure.js';
import { cancel, rate } from './function-client.js';
import { listShown } from './results.js';
import { distribute, nextBatch, refuseTooLong } from './rows.js';
import { placeOf } from './scale.js';
import { counted, element, find, onSubmit, percent, points, say, share } from './view.js';

const most = 200;
const form = find('#compare');
const outcome = find('#compared');

onSubmit(form, compare);

export function offerVersions({ version, versions, versionSelectable }) {
  const isOpen = versionSelectable !== false;
  form.hidden = !isOpen;
  outcome.replaceChildren(...isOpen ? []
    : [element('p.small', 'This model server chooses the version itself: none can be asked for.')]);
  const [first, second] = form.elements;
  const others = versions?.filter((name) => name !== version) ?? [];
  if (others.length && first.localName === 'input') {
    [[first, version], [second, others[0]]].forEach(([field, chosen]) => field.replaceWith(element('select',
      { id: field.id }, versions.map((name) => element('option', { selected: name === chosen }, name)))));
  } else if (version && ![first, second].some(({ value }) => value === version)) {
    first.value ||= version;
  }
}

async function compare() {
  const { rows } = listShown();
  if (!rows.length) {
    say('Nothing is rated yet that could be compared.');
    return;
  }
  cancel(stopped);
  clearProblem();
  say('Comparing…');
  try {
    const both = [];
    for (const { value } of [...form.elements].slice(0, 2)) {
      both.push(await rateBy(value.trim(), rows));
    }
    const pairs = rows.map(({ text }, index) => pairOf(text, both.map((each) => each.rows[index])))
      .sort((one, other) => other.isFlipped - one.isFlipped || other.size - one.size);
    outcome.replaceChildren(...tableOf(pairs, both.map(({ name }) => name)));
    say(`Compared ${both.map(({ name }) => name).join(' with ')}.`);
  } catch (reason) {
    if (reason !== replaced) {
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

function pairOf(text, [before, after]) {
  const change = placeOf(after.reading) - placeOf(before.reading);
  const isRated = Boolean(before.reading && after.reading);
  return {
    text, before, after, change, isRated,
    size: Math.abs(change) || 0,
    isFlipped: isRated && labelOf(before) !== labelOf(after),
  };
}

const labelOf = ({ reading }) => reading.label ?? reading.raw;

function tableOf(pairs, names) {
  const heads = ['Sentence', ...names, 'Change'];
  const [flipped, rated] = ['isFlipped', 'isRated'].map((key) => pairs.filter((pair) => pair[key]).length);
  return [
    element('p', element('strong', `${flipped} of ${rated} flipped`),
      rated ? `, ${share(flipped, rated)}. The most changed come first.` : '.'),
    element('table',
      element('thead', element('tr', heads.map((head) => element('th', { scope: 'col' }, head)))),
      element('tbody', pairs.slice(0, most).map(({ text, before, after, change }) => element('tr',
        element('th', { scope: 'row', dir: 'auto' }, text), cell(before), cell(after),
        element('td', Number.isFinite(change) ? points(change) : ''))))),
    pairs.length > most && element('p.small', `The first ${most} of ${counted(pairs.length, 'row')}.`),
  ].filter(Boolean);
}

const cell = ({ reading, failure, skipped }) => element('td', failure ?? skipped ?? reading?.raw ??
  `${reading.label}${Number.isFinite(reading.score) ? ` ${percent(reading.score)}` : ''}`);
