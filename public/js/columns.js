// Which column of a table has the texts: the one with the most distinct words.

import { textOf, wordsIn } from './texts.js';

// So few rows say nothing about names, and so many tell all that there is to know.
const few = 5;
const many = 5_000;

/** The column to propose, counted from 0; undefined where none has words. */
export function proposeColumn(rows, width) {
  const counts = Array.from({ length: width }, (_, column) =>
    distinctWords(rows.slice(0, many).map(({ cells }) => cells[column] ?? '')));
  const most = Math.max(...counts);
  return most > 0 ? counts.indexOf(most) : undefined;
}

/** Where each row has one word, and another one, these are names of something, and count almost nothing. */
function distinctWords(cells) {
  const distinct = new Set();
  let total = 0;
  let filled = 0;
  for (const cell of cells) {
    const words = wordsIn(textOf(cell));
    words.forEach((word) => distinct.add(word.toLowerCase()));
    total += words.length;
    filled += words.length > 0;
  }
  return filled >= few && total === filled && distinct.size === filled ? 0.5 : distinct.size;
}
