// What people write, and the function's limits on it.

import { count } from './format.js';

export const limits = { lines: 128, characters: 5_000, bytes: 1_048_576, words: 64, fileLines: 5_000 };

export const bytesOf = (value) => new TextEncoder().encode(JSON.stringify(value)).length;

/** An emoji is one character, as for the function. */
export const lengthOf = (sentence) => [...sentence].length;

export const sentencesIn = (text) => text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);

/** What is wrong with a text; '' when it can be sent. */
export function excessOf(text) {
  const sentences = sentencesIn(text);
  if (sentences.length > limits.lines) {
    return `That is ${count(sentences.length)} sentences; at most ${limits.lines} fit in one request.`;
  }
  const long = sentences.findIndex((sentence) => lengthOf(sentence) > limits.characters);
  if (long >= 0) {
    return `Sentence ${long + 1} has ${count(lengthOf(sentences[long]))} characters; ` +
      `at most ${count(limits.characters)} are allowed. Shorten it or split it.`;
  }
  return bytesOf({ sentences }) > limits.bytes
    ? 'That is more than 1 MB of text. Send it in smaller parts.' : '';
}

/** Whether one request can tell what each word does: a prediction per word. */
export function canExplain(sentences) {
  const words = sentences.map(wordsIn);
  return words.every((number) => number <= limits.words) &&
    words.reduce((sum, number) => sum + number, sentences.length) <= limits.lines;
}

/** As many words as the function finds, or a few more; never fewer. */
const wordsIn = (sentence) =>
  [/[\p{L}\p{M}\p{N}]+/gu, /[\u{10000}-\u{10ffff}]|\p{So}/gu]
    .flatMap((word) => sentence.match(word) ?? []).length;
