// The model version that answers, in words, and over time: it is read off the answers, and asked for where
// there are none. Every field of it may be missing.

import { describeModel } from './function-client.js';
import { remember, sharesOf } from './history.js';
import { placeOf, setLabels } from './scale.js';
import { age, date, element, find, time } from './view.js';

const servers = {
  'ai-platform': 'AI Platform',
  'vertex-ai': 'Vertex AI',
  'tensorflow-serving': 'TensorFlow Serving',
  'open-inference': 'Open Inference',
  embedded: 'inside the function',
};

// A page that was left open keeps no instance awake: after so long without a touch nothing is asked.
const [soon, pause, patience] = [2_000, 60_000, 900_000];
const [now, card, notice] = ['answering-now', 'model-card', 'version-notice'].map(find);

let [heard, touched, last] = [0, Date.now()];
const seen = new Set();

export const nameOf = ({ name, version } = {}) =>
  `${name ?? 'Unnamed model'}${version ? ` ${version}` : ', version unknown'}`;

export function versionsOf(rows) {
  const made = new Map();
  rows.filter(({ reading, model }) => reading && model).forEach((row) => {
    const name = nameOf(row.model);
    made.set(name, made.get(name) ?? []).get(name).push(row);
  });
  return [...made];
}

const serverOf = ({ server }) => servers[server] ?? server;

function showModel(model) {
  setLabels(model.labels);
  const server = serverOf(model);
  now.replaceChildren(element('p.now',
    'Answering now ', element('strong', nameOf(model)), server && ` · ${server}`, element('span.when')));
  card.replaceChildren(element('dl', factsOf(model).filter(([, fact]) => fact).map(([name, fact]) =>
    element('div', element('dt', name), element('dd', fact)))));
}

export function showSilence({ detail }) {
  const starts = Boolean(detail?.startsWith('The model is starting'));
  now.replaceChildren(element('p.now silent', starts ? detail.split('.')[0] : 'Nobody answers right now'));
  return starts;
}

const factsOf = (model) => [
  ['Model', model.name],
  ['Version', model.version ?? 'unknown'],
  ['Served by', serverOf(model)],
  ['Framework', model.framework],
  ['Runtime version', model.runtimeVersion],
  ['Created', model.createdAt && date(model.createdAt)],
  ['Age', !Number.isNaN(Date.parse(model.createdAt)) && age(model.createdAt)],
  ['Resource', model.resource],
];

export function watch(onModel) {
  const look = () => {
    const isHere = !document.hidden && Date.now() - touched < patience;
    const when = find('.when');
    if (isHere && Date.now() - heard > pause / 2) {
      ask(onModel);
    } else if (!isHere && when) {
      when.textContent = ` · as of ${time(heard)}`;
    }
  };
  ['pointerdown', 'keydown', 'wheel'].forEach((kind) => addEventListener(kind, () => {
    const wasAway = Date.now() - touched >= patience;
    touched = Date.now();
    if (wasAway) {
      look();
    }
  }, { passive: true }));
  document.addEventListener('visibilitychange', look);
  setInterval(look, pause);
  ask(onModel);
}

async function ask(onModel) {
  try {
    const model = await describeModel();
    hear(model);
    onModel(model);
  } catch (reason) {
    if (showSilence(reason)) {
      setTimeout(() => ask(onModel), soon);
    }
  }
}

export function hear(model, rows = []) {
  heard = Date.now();
  showModel(model);
  remember(rows.map(({ reading }) => placeOf(reading)), nameOf(model));
  if (model.version) {
    noticeChange(nameOf(model));
  }
}

function noticeChange(name) {
  if (last && last !== name) {
    notice.textContent = seen.has(name)
      ? `They take turns: ${sharesOf().map(([version, share]) => `${version} ${share}`).join(', ')}`
      : `Changed at ${time()}: ${last} → ${name}`;
  }
  seen.add(name);
  last = name;
}
