// Runs a graph in TensorFlow.js.
//
// Usage: node run-graph.mjs MODEL_FOLDER BATCHES ANSWERS [--allow-empty]
//
// BATCHES is a JSON file with arrays of sentences, each the Base64 of UTF-8. ANSWERS is written: for each
// batch the probabilities and the tokens of its sentences. --allow-empty makes up for TensorFlow.js's
// failures on batches without tokens.

import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { allowEmptyLookUps, allowEmptyTensors, registerCustomOps } from './custom-ops.mjs';

const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs-core');
const converter = require('@tensorflow/tfjs-converter');

// Else it prints an advertisement.
tf.env().set('IS_TEST', true);
require('@tensorflow/tfjs-backend-cpu');

const PROBABILITIES = 'probabilities';
const TOKENS = 'tokenize/split:1';
const ROWS = 'tokenize/rows';

async function load(folder) {
  const { weightSpecs, ...artifacts } = JSON.parse(await readFile(join(folder, 'model.json')));
  const weights = await readFile(join(folder, 'weights.bin'));
  const weightData = weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength);
  return converter.loadGraphModel({ load: async () => ({ ...artifacts, weightSpecs, weightData }) });
}

async function predict(model, batch) {
  const bytes = batch.map((sentence) => new Uint8Array(Buffer.from(sentence, 'base64')));
  const sentence = tf.tensor(bytes, [batch.length], 'string');
  const outputs = await model.executeAsync({ sentence }, [PROBABILITIES, TOKENS, ROWS]);
  const [probabilities, tokens, rows] = await Promise.all(outputs.map((output) => output.data()));
  return {
    shape: outputs[0].shape,
    dtype: outputs[0].dtype,
    probabilities: [...probabilities],
    tokens: batch.map((_, row) => tokens.filter((_, index) => rows[index] === row).join(' ')),
  };
}

const [folder, batchesPath, answersPath, option] = process.argv.slice(2);
const allowEmpty = option === '--allow-empty';
const customOps = registerCustomOps(tf, converter);

if (allowEmpty) {
  allowEmptyTensors(tf, converter);
}

await tf.setBackend('cpu');
const model = await load(folder);

if (allowEmpty) {
  // The table is made by the first run.
  await predict(model, [Buffer.from('word').toString('base64')]);
  allowEmptyLookUps(tf, model);
}

const answers = [];
for (const batch of JSON.parse(await readFile(batchesPath))) {
  answers.push(await predict(model, batch));
}

await writeFile(answersPath, JSON.stringify({ customOps, answers }));
