// The last predictions, without sentences, kept in this browser where it may be; and their chart.

import { endpoint } from '../config.js';
import { counted, find, percent } from './view.js';

// Pages of others can have the same origin: what they write isn't trusted.
const key = `sentiment-history ${location.pathname} ${endpoint}`;
const [limit, longestName] = [200, 100];
const most = 5;

const chart = find('history-chart');

let entries = read() ?? [];

showHistory();
find('#forget').addEventListener('click', () => keep([]));
addEventListener('storage', (event) => {
  if (event.key === key || event.key === null) {
    entries = read() ?? entries;
    showHistory();
  }
});

export function remember(places, version) {
  const added = places.filter(Number.isFinite).map((place) => ({ place, version }));
  if (added.length) {
    keep([...read() ?? entries, ...added].slice(-limit));
  }
}

export function sharesOf() {
  return [...new Set(entries.map(({ version }) => version))].map((version) => {
    const { length } = entries.filter((entry) => entry.version === version);
    return [version, percent(length / entries.length), length];
  });
}

function read() {
  try {
    const text = localStorage.getItem(key);
    return text === null ? [] : parse(text);
  } catch {
    return undefined;
  }
}

function parse(text) {
  try {
    return JSON.parse(text).filter(({ place, version }) => place >= 0 && place <= 1 &&
      typeof version === 'string' && version.length <= longestName).slice(-limit);
  } catch {
    return [];
  }
}

function keep(changed) {
  entries = changed;
  try {
    localStorage.setItem(key, JSON.stringify(entries));
  } catch {
    // It lasts as long as the page.
  }
  showHistory();
}

function showHistory() {
  const shares = sharesOf().slice(-most);
  const lanes = shares.map(([version]) => version);
  const height = 100 / Math.max(1, lanes.length);
  const x = (index) => 2 + 96 * (index / Math.max(1, entries.length - 1));
  const changes = [...entries.keys()].filter((index) =>
    index && entries[index].version !== entries[index - 1].version);
  const tally = shares.map(([version, , number]) => `${number} by ${version}`).join(', ');
  chart.replaceChildren(drawn('svg', {
    role: 'img', 'aria-label': `${counted(entries.length, 'prediction')}: ${tally || 'none yet'}`,
  },
  ...shares.flatMap(([version, share], lane) => [
    drawn('line', { class: 'middle', x1: 0, x2: '100%', y1: `${height * (lane + 0.6)}%`,
      y2: `${height * (lane + 0.6)}%` }),
    drawn('text', { x: 0, y: `${height * lane}%`, dy: '1em' }, `${version}: ${share}`),
  ]),
  ...(changes.length < most ? changes : []).map((index) =>
    drawn('line', { x1: `${x(index)}%`, x2: `${x(index)}%`, y1: 0, y2: '100%' })),
  ...entries.map(({ place, version }, index) => [lanes.indexOf(version), place, index])
    .filter(([lane]) => lane >= 0).map(([lane, place, index]) => drawn('circle', {
      cx: `${x(index)}%`, cy: `${height * (lane + 0.95 - 0.7 * place)}%`,
      r: entries.length > 60 ? 2.5 : 4,
    }))));
}

function drawn(tag, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}
