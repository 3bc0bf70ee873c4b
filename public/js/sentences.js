// What people write, and the function's limits on it.

import { count } from './format.js';
import { readLines, rowsOf } from './list.js';

export const limits = { lines: 128, characters: 5_000, bytes: 1_048_576, words: 64, fileLines: 5_000 };

export const bytesOf = (value) => new TextEncoder().encode(JSON.stringify(value)).length;

/** An emoji is one character, as for the function. */
export const lengthOf = (sentence) => [...sentence].length;

export const sentencesIn = (text) => rowsOf(readLines(text)).map((row) => row.text);

/** What is wrong with sentences; '' when they can be sent. */
export function excessOf(sentences) {
  if (sentences.length > limits.fileLines) {
    return `That is ${count(sentences.length)} sentences; at most ${count(limits.fileLines)} are taken. ` +
      'Save them as a file: it is rated in parts.';
  }
  const long = sentences.findIndex((sentence) => lengthOf(sentence) > limits.characters);
  return long < 0 ? '' : `Sentence ${long + 1} has ${count(lengthOf(sentences[long]))} characters; ` +
    `at most ${count(limits.characters)} are allowed. Shorten it or split it.`;
}

/** Whether one request takes them all. */
export const fitsRequest = (sentences) =>
  sentences.length <= limits.lines && bytesOf({ sentences, onError: 'report' }) <= limits.bytes;

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
