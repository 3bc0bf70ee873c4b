// The last predictions, without sentences, kept in this browser where it may be; and their chart.

import { drawn, element, find } from './element.js';
import { counted } from './format.js';

const key = 'sentiment-history';
const limit = 200;
const colors = 5;

const chart = find('history-chart');

let entries = read();

showHistory();
find('#forget').addEventListener('click', () => keep([]));

export function remember(places, version) {
  const added = places.filter(Number.isFinite).map((place) => ({ place, version }));
  keep([...entries, ...added].slice(-limit));
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(key))
      .filter(({ place, version }) => place >= 0 && place <= 1 && typeof version === 'string').slice(-limit);
  } catch {
    return [];
  }
}

function keep(changed) {
  entries = changed;
  try {
    localStorage.setItem(key, JSON.stringify(entries));
  } catch {
    // Storage is off or full: the history then lasts as long as the page.
  }
  showHistory();
}

function showHistory() {
  const versions = [...new Set(entries.map(({ version }) => version))];
  const colorOf = (version) => `v${versions.indexOf(version) % colors}`;
  const x = (index) => 2 + 96 * (index / Math.max(1, entries.length - 1));
  const tally = versions.map((version) =>
    `${entries.filter((entry) => entry.version === version).length} by ${version}`).join(', ');
  chart.replaceChildren(
    drawn('svg', {
      role: 'img', 'aria-label': `${counted(entries.length, 'prediction')}: ${tally || 'none yet'}`,
    },
    drawn('line', { class: 'middle', x1: 0, x2: '100%', y1: '56%', y2: '56%' }),
    ...entries.flatMap(({ place, version }, index) => [
      ...(version === entries[index - 1]?.version ? [] : marker(x(index), version, index, versions)),
      drawn('circle', { cx: `${x(index)}%`, cy: `${95 - 78 * place}%`, r: 4, class: colorOf(version) }),
    ])),
    versions.length ? element('ul.legend', { role: 'list' }, versions.map((version) =>
      element(`li.${colorOf(version)}`, version))) : '');
}

function marker(x, version, index, versions) {
  const name = drawn('text', {
    x: `${x}%`, y: 12 + 14 * (versions.indexOf(version) % 2), 'text-anchor': x > 60 ? 'end' : 'start',
  }, version);
  return index ? [drawn('line', { x1: `${x}%`, x2: `${x}%`, y1: 30, y2: '100%' }), name] : [name];
}
