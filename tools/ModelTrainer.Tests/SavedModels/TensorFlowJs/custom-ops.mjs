// The operations of the graph that TensorFlow.js's graph executor lacks, or does in another way.

import { RE2JS } from 're2js';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

// TensorFlow.js hands out attributes in lower case.
const attribute = ({ node }, name) => Buffer.from(node.rawAttrs[name].s, 'base64').toString();

// RE2's \1 is $1 to its port to JavaScript.
const translateRewrite = (rewrite) => rewrite.replaceAll('$', '\\$').replace(/\\([0-9])/g, '$$$1');

const lowerByte = (byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);

export function registerCustomOps(tf, converter) {
  const strings = (values, shape) => tf.tensor(values, shape, 'string');

  const operations = {
    // Not in TensorFlow.js.
    StringLower: async ({ inputs: [text] }) =>
      strings((await text.bytes()).map((bytes) => bytes.map(lowerByte)), text.shape),

    // Not in TensorFlow.js. Scalars are joined to every element.
    StringJoin: async ({ inputs }) => {
      const { shape, size } = inputs.find((input) => input.rank > 0);
      const parts = await Promise.all(inputs.map((input) => input.bytes()));
      const join = (index) => Buffer.concat(parts.map((part, i) => part[inputs[i].rank > 0 ? index : 0]));
      return strings(Array.from({ length: size }, (_, index) => new Uint8Array(join(index))), shape);
    },

    // TensorFlow.js takes the pattern and the rewrite for JavaScript's; they are RE2's.
    StaticRegexReplace: async (node) => {
      const [text] = node.inputs;
      const pattern = RE2JS.compile(attribute(node, 'pattern'));
      const rewrite = translateRewrite(attribute(node, 'rewrite'));
      const replace = (bytes) => encoder.encode(pattern.matcher(decoder.decode(bytes)).replaceAll(rewrite));
      return strings((await text.bytes()).map(replace), text.shape);
    },

    // Has another name in TensorFlow.js; there are no other white-space characters left than spaces.
    StringSplitV2: ({ inputs: [text] }) => {
      const { indices, values, shape } = tf.string.stringSplit(text, ' ');
      return [indices, values, shape];
    },

    // TensorFlow.js has it, but not its graph executor.
    UnsortedSegmentSum: ({ inputs: [values, rows, count] }) =>
      tf.unsortedSegmentSum(values, rows, count.dataSync()[0]),
  };

  for (const [name, operation] of Object.entries(operations)) {
    converter.registerOp(name, operation);
  }

  return Object.keys(operations);
}

// TensorFlow.js fails where TensorFlow gives an empty tensor: on a batch without sentences or without tokens.
export function allowEmptyTensors(tf, converter) {
  const searches = { LowerBound: tf.lowerBound, UpperBound: tf.upperBound };

  for (const [name, search] of Object.entries(searches)) {
    converter.registerOp(name, ({ inputs: [sorted, values] }) =>
      sorted.size === 0 || values.size === 0 ? tf.zerosLike(values) : search(sorted, values));
  }

  converter.registerOp('UnsortedSegmentSum', ({ inputs: [values, rows, count] }) => {
    const [size] = count.dataSync();
    return size === 0 ? tf.tensor1d([]) : tf.unsortedSegmentSum(values, rows, size);
  });
}

// The same for the look-up, once the model has made its table.
export function allowEmptyLookUps(tf, model) {
  const [table] = Object.values(model.resourceManager.hashTableMap);
  const prototype = Object.getPrototypeOf(table);
  const { find } = prototype;
  prototype.find = function findAny(keys, defaultValue) {
    return keys.size === 0 ? tf.tensor([], keys.shape, 'int32') : find.call(this, keys, defaultValue);
  };
}
