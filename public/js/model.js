// A model version in words. Every field may be missing.

import { button, element, find } from './element.js';
import { age, date } from './format.js';
import { setLabels } from './scale.js';

const servers = {
  'ai-platform': 'AI Platform',
  'vertex-ai': 'Vertex AI',
  'tensorflow-serving': 'TensorFlow Serving',
  embedded: 'inside the function',
};

const [now, card, notice] = ['answering-now', 'model-card', 'version-notice'].map(find);
const versions = [...document.querySelectorAll('#compare input')];

let last;

export const nameOf = ({ name, version }) =>
  `${name ?? 'Unnamed model'}${version ? ` ${version}` : ', version unknown'}`;

const serverOf = ({ server }) => servers[server] ?? server;

export function showModel(model) {
  setLabels(model.labels);
  const server = serverOf(model);
  now.replaceChildren(element('p.now',
    'Answering now ', element('strong', nameOf(model)), server && ` · ${server}`));
  card.replaceChildren(element('dl', factsOf(model).filter(([, fact]) => fact).map(([name, fact]) =>
    element('div', element('dt', name), element('dd', fact)))));
  // A version that is unknown says nothing about a change.
  if (model.version) {
    noticeChange(nameOf(model));
    // Proposes versions to compare.
    versions.some((input) => (input.value ||= model.version) === model.version);
  }
}

export function showSilence({ detail }) {
  const starts = detail?.startsWith('The model is starting');
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

function noticeChange(name) {
  if (last && last !== name) {
    notice.replaceChildren(element('div.toast',
      element('p', 'The model changed: ', element('strong', `${last} → ${name}`)),
      button('Got it', () => notice.replaceChildren())));
  }
  last = name;
}
