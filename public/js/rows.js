// Rows: what a request takes of them, what an answer says of them, and what became of them.

import { readLines, rowsOf } from './list.js';
import { nameOf } from './model.js';
import { count, counted, find } from './view.js';

export const limits = { lines: 128, characters: 5_000, bytes: 1_048_576, words: 64, fileLines: 5_000 };

const bytesOf = (value) => new TextEncoder().encode(JSON.stringify(value)).length;

/** An emoji is one character, as for the function. */
const lengthOf = (sentence) => [...sentence].length;

export const sentencesIn = (text) => rowsOf(readLines(text)).map((row) => row.text);

export function excessOf(sentences) {
  if (sentences.length > limits.fileLines) {
    return `That is ${count(sentences.length)} sentences; at most ${count(limits.fileLines)} are taken. ` +
      'Save them as a file: it is rated in parts.';
  }
  const long = sentences.findIndex((sentence) => lengthOf(sentence) > limits.characters);
  return long < 0 ? '' : `Sentence ${long + 1} has ${count(lengthOf(sentences[long]))} characters; ` +
    `at most ${count(limits.characters)} are allowed. Shorten it or split it.`;
}

export const fitsRequest = (sentences) =>
  sentences.length <= limits.lines && bytesOf({ sentences, onError: 'report' }) <= limits.bytes;

export function canExplain(sentences) {
  const words = sentences.map(wordsIn);
  return words.every((number) => number <= limits.words) &&
    words.reduce((sum, number) => sum + number, sentences.length) <= limits.lines;
}

const wordsIn = (sentence) =>
  [/[\p{L}\p{M}\p{N}]+/gu, /[\u{10000}-\u{10ffff}]|\p{So}/gu]
    .flatMap((word) => sentence.match(word) ?? []).length;

export function refuseTooLong(row) {
  if (!row.skipped && lengthOf(row.text) > limits.characters) {
    Object.assign(row, { failure: `more than ${count(limits.characters)} characters`, isFinal: true });
  }
}

/** What is rated anew keeps its reading until another one comes. */
export const isWaiting = ({ reading, failure, skipped, isDue }) =>
  !failure && !skipped && (!reading || isDue);

export const isRetriable = ({ failure, skipped, isFinal }) => failure && !skipped && !isFinal;

export function nextBatch(rows) {
  let bytes = 100;
  const batch = [];
  for (const row of rows) {
    if (isWaiting(row)) {
      bytes += bytesOf(row.text) + 1;
      if (batch.length === limits.lines || (batch.length && bytes > limits.bytes)) {
        break;
      }
      batch.push(row);
    }
  }
  return batch;
}

function readingsOf({ predictions, sentiments }) {
  const inWords = Array.isArray(sentiments) && sentiments.length === predictions.length ? sentiments : [];
  return predictions.map((prediction, index) =>
    inWords[index]?.label === undefined ? { raw: JSON.stringify(prediction) } : inWords[index]);
}

/** Gives rows what an answer says of them. Returns those that this version has rated for the first time. */
export function distribute(batch, answer) {
  const failures = new Map((answer.errors ?? []).map(({ index, detail, status }) =>
    [index, detail || `the function refused it (${status})`]));
  const readings = readingsOf(answer);
  return batch.filter((row, index) => {
    const failure = failures.get(index);
    const isNew = !failure && (!row.reading || nameOf(row.model) !== nameOf(answer.model));
    Object.assign(row, { failure, isDue: false }, failure
      ? { reading: undefined } : { reading: readings[index], model: answer.model });
    return isNew;
  });
}

const [run, bar, control] = ['#run', 'progress', '#control'].map(find);

export function tallyOf(rows) {
  const tally = { all: rows.length, rated: 0, failed: 0, empty: 0 };
  for (const { reading, failure, skipped } of rows) {
    tally.rated += Boolean(reading);
    tally.failed += Boolean(failure);
    tally.empty += Boolean(skipped && !failure);
  }
  return tally;
}

export function labelsOf(rows) {
  const tally = new Map();
  rows.filter(({ reading }) => reading && !reading.raw).forEach(({ reading: { label } }) =>
    tally.set(label, (tally.get(label) ?? 0) + 1));
  return tally;
}

function summaryOf(rows) {
  const parts = [...labelsOf(rows)].map(([label, number]) => `${number} ${label}`).join(', ');
  const { rated, failed, empty } = tallyOf(rows);
  return `Rated ${counted(rated, 'sentence')}` +
    `${parts ? `: ${parts}.` : rated ? '. The predictions are shown as they came.' : '.'}` +
    `${failed ? ` ${counted(failed, 'sentence')} failed.` : ''}${empty ? ` ${empty} without text.` : ''}`;
}

export function showProgress(rows, isBrief, isRunning) {
  const { all, rated, failed, empty } = tallyOf(rows);
  const again = rows.filter(isRetriable).length;
  const isDone = !rows.some(isWaiting);
  run.hidden = isBrief;
  bar.max = all;
  bar.value = rated + failed + empty;
  control.textContent = isRunning ? 'Stop' : isDone ? `Retry ${counted(again, 'failed row')}` : 'Resume';
  control.hidden = !isRunning && isDone && !again;
}

export function summary(rows, isBrief) {
  const { all, rated, failed, empty } = tallyOf(rows);
  const parts = [`Rated ${count(rated)} of ${counted(all, 'row')}`, failed && `${count(failed)} failed`,
    empty && `${count(empty)} without text`];
  return isBrief ? summaryOf(rows) : `${parts.filter(Boolean).join('; ')}.`;
}
