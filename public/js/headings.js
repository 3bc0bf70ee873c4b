// How many records at the top of a table are titles and headings, and which column has the texts.

import { isEmptyRecord } from './records.js';
import { isPlaceholder, textOf, wordsIn } from './list.js';

const looked = 200;

const number = /^[+-]?[\d\s.,'’]*\d(?:e[+-]?\d+)?\s*[%€$£]?$/i;
const day = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ,]|$)|^\d{1,2}:\d{2}/;
const address = /^(?:[a-z]+:\/\/|www\.)\S+$|^\S+@\S+\.\S+$/i;
const truth = /^(?:true|false|yes|no|ja|nein|oui|non)$/i;
const words = 'answer|author|body|category|class|comment|content|country|created|customer|date|datum|' +
  'description|email|feedback|id|index|key|kommentar|label|lang|language|link|message|name|nr|opinion|post|' +
  'question|rating|remark|response|review|score|sentence|sentiment|source|star|text|time|timestamp|title|' +
  'tweet|type|url|user|username|version|year|zeitstempel';
const name = new RegExp(`^(?:${words})s?$`, 'i');
// What SurveyMonkey has below its questions, and Qualtrics below its own.
const subheading = /^(?:response|open-ended response|other \(please specify\)|\{"ImportId":.*\})$/i;

const kindOf = (cell = '') => {
  const text = cell.trim();
  return text === '' || isPlaceholder(text) ? 'empty' : number.test(text) ? 'number' : day.test(text) ? 'date'
    : address.test(text) ? 'address' : truth.test(text) ? 'truth' : 'words';
};

/** The record at `nameRow` names the columns. */
export function headingsOf(records, width) {
  const first = Math.max(0, records.findIndex(({ cells }) =>
    cells.filter((cell) => cell.trim()).length > (width > 2 ? 1 : 0)));
  const evidence = first + 1 < records.length ? evidenceFor(records, first) : 0;
  if (!evidence) {
    return { headerRows: 0, isSure: true };
  }
  let end = first + 1;
  while (end < Math.min(records.length - 1, first + 3) && isSubheading(records, first, end)) {
    end += 1;
  }
  return { headerRows: end, nameRow: first, isSure: evidence > 1 };
}

/** 2 for words over numbers and for known names, 1 for one word over sentences, else 0. */
function evidenceFor(records, index) {
  const { cells } = records[index];
  if (isEmptyRecord(records[index]) || cells.some((cell) => !['words', 'empty'].includes(kindOf(cell)))) {
    return 0;
  }
  const below = records.slice(index + 1, index + 1 + looked);
  return Math.max(...cells.map((cell, column) =>
    (kindOf(cell) === 'empty' ? 0 : isName(cell) ? 2
      : contrastOf(cell, below.map((record) => record.cells[column] ?? '')))));
}

/** "response_text", "reviewText", "Review Text": but not "Great time". */
function isName(cell) {
  const parts = cell.trim().split(/[\s_.-]+|(?<=[a-z])(?=[A-Z])/);
  const isKnown = (part) => name.test(part);
  return /\s/.test(cell.trim()) ? parts.every(isKnown) : parts.some(isKnown);
}

function contrastOf(cell, below) {
  const filled = below.filter((other) => kindOf(other) !== 'empty');
  const lengths = filled.map((other) => other.length).sort((one, other) => one - other);
  return filled.length && filled.every((other) => kindOf(other) !== 'words') ? 2
    : !/\s/.test(cell.trim()) && lengths[lengths.length >> 1] > 3 * cell.length ? 1 : 0;
}

function isSubheading(records, first, index) {
  const { cells } = records[index];
  const filled = cells.filter((cell) => cell.trim());
  if (filled.length && filled.every((cell) => subheading.test(cell.trim()))) {
    return true;
  }
  const below = records.slice(first + 3, first + 3 + looked);
  const plain = records[first].cells.map((_, column) => column).filter((column) => below.length > 1 &&
    below.every((record) => ['number', 'date'].includes(kindOf(record.cells[column]))));
  return plain.length > 1 && plain.every((column) => kindOf(cells[column]) === 'words');
}

const few = 5;
const many = 5_000;

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
