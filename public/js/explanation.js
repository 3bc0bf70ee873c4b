// Which sentences can be explained: each of their words costs one prediction more.

const limits = { words: 64, instances: 128 };

/** The words of a sentence as the function finds them, or a few more; never fewer. */
const wordsIn = (sentence) =>
  [/[\p{L}\p{M}\p{N}]+/gu, /[\u{10000}-\u{10ffff}]|\p{So}/gu]
    .reduce((sum, pattern) => sum + (sentence.match(pattern)?.length ?? 0), 0);

/** Whether one request can tell what each word of the sentences does. */
export function canExplain(sentences) {
  const words = sentences.map(wordsIn);
  return words.every((count) => count <= limits.words) &&
    words.reduce((sum, count) => sum + count, sentences.length) <= limits.instances;
}
