// A model version in words. Every field may be missing, and the version may be unknown.

import { age, date } from './format.js';

const servers = {
  'ai-platform': 'AI Platform',
  'vertex-ai': 'Vertex AI',
  'tensorflow-serving': 'TensorFlow Serving',
  embedded: 'inside the function',
};

/** "sentiment v3", or "sentiment, version unknown". */
export const nameOf = ({ name, version }) =>
  `${name ?? 'Unnamed model'}${version ? ` ${version}` : ', version unknown'}`;

export const serverOf = ({ server }) => servers[server] ?? server;

/** Everything that is known of a model version: pairs of a name and a text. */
export const factsOf = (model) => [
  ['Model', model.name],
  ['Version', model.version ?? 'unknown'],
  ['Served by', serverOf(model)],
  ['Framework', model.framework],
  ['Runtime version', model.runtimeVersion],
  ['Created', model.createdAt && date(model.createdAt)],
  ['Age', !Number.isNaN(Date.parse(model.createdAt)) && age(model.createdAt)],
  ['Resource', model.resource],
];
