// What people write, cut into sentences, and the function's limits on them.

import { count } from './format.js';

export const limits = { lines: 128, characters: 5_000, bytes: 1_048_576, fileLines: 5_000 };

/** The lines that say something. */
export const sentencesIn = (text) => text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);

/** What is wrong with a text, in one plain sentence; '' when it can be sent. */
export function excessOf(text) {
  const sentences = sentencesIn(text);
  if (sentences.length > limits.lines) {
    return `That is ${count(sentences.length)} sentences; at most ${limits.lines} fit in one request.`;
  }

  const long = sentences.findIndex((sentence) => sentence.length > limits.characters);
  if (long >= 0) {
    return `Sentence ${long + 1} has ${count(sentences[long].length)} characters; ` +
      `at most ${count(limits.characters)} are allowed. Shorten it or split it.`;
  }

  const bytes = new TextEncoder().encode(JSON.stringify({ sentences })).length;
  return bytes > limits.bytes ? 'That is more than 1 MB of text. Send it in smaller parts.' : '';
}
