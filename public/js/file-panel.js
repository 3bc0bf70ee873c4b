// A file of sentences, rated in batches; stopped, resumed and retried.

import { complain, setBusy } from './composer.js';
import { find } from './element.js';
import { count, counted } from './format.js';
import { cancel, rate, replaced, stopped } from './function-client.js';
import { clearProblem, showProblem } from './problem.js';
import { listRows, refresh, showAnswer } from './results.js';
import { bytesOf, lengthOf, limits, sentencesIn } from './sentences.js';
import { say } from './share.js';

const largest = 30_000_000;
const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g;
const heading = /^(sentence|text|review|comment|message)s?$/i;
const [panel, input, run, bar, control] = ['#drop', '#file', '#run', 'progress', '#control'].map(find);

let rows = [];
let isRunning = false;

input.addEventListener('change', () => open(input.files[0]));
panel.addEventListener('dragover', (event) => event.preventDefault());
panel.addEventListener('drop', (event) => {
  event.preventDefault();
  open(event.dataTransfer.files[0]);
});
control.addEventListener('click', () => (isRunning ? cancel(stopped) : rateAll()));

async function open(file) {
  if (file && !isRunning) {
    const sentences = await sentencesOf(file);
    const excess = excessOf(sentences);
    rows = excess ? [] : sentences.map(asRow);
    begin(excess);
    if (!excess) {
      await rateAll();
    }
  }
}

function begin(excess) {
  cancel(replaced);
  setBusy(false);
  clearProblem();
  complain(excess);
  listRows(rows);
  run.hidden = !rows.length;
  input.value = '';
}

async function rateAll() {
  say(`Rating ${counted(rows.length, 'line')}…`);
  retriable().forEach((row) => { row.failure = undefined; });
  isRunning = true;
  showProgress();
  let reason;
  try {
    for (let batch = nextBatch(); batch.length; batch = nextBatch()) {
      await rateBatch(batch);
    }
  } catch (thrown) {
    reason = thrown;
  }
  isRunning = false;
  if (reason !== replaced) {
    refresh();
    say((reason ? 'Stopped. ' : '') + summary());
  }
  if (reason) {
    showProblem(reason, rateAll);
  }
  showProgress();
}

function nextBatch() {
  let bytes = 100;
  const waiting = rows.filter(({ reading, failure }) => !reading && !failure).slice(0, limits.lines);
  const end = waiting.findIndex(({ sentence }) => (bytes += bytesOf(sentence) + 1) > limits.bytes);
  return end < 0 ? waiting : waiting.slice(0, end);
}

async function rateBatch(batch) {
  try {
    showAnswer(batch, await rate(batch.map(({ sentence }) => sentence)));
    showProgress();
  } catch (failure) {
    if (![413, 422].includes(failure.status)) {
      throw failure;
    }
    await rateParts(batch, failure);
  }
}

/** Halves a refused batch until the refused line is alone. */
async function rateParts(batch, failure) {
  if (batch.length === 1) {
    batch[0].failure = failure.detail || failure.title;
    return;
  }
  const half = batch.length >> 1;
  await rateBatch(batch.slice(0, half));
  await rateBatch(batch.slice(half));
}

function showProgress() {
  const { rated, failed } = tally();
  const again = retriable().length;
  const isDone = rated + failed === rows.length;
  bar.max = rows.length;
  bar.value = rated + failed;
  control.textContent = isRunning ? 'Stop' : isDone ? `Retry ${counted(again, 'failed line')}` : 'Resume';
  control.hidden = !isRunning && isDone && !again;
}

const retriable = () => rows.filter(({ failure, isTooLong }) => failure && !isTooLong);

function summary() {
  const { rated, failed } = tally();
  return `Rated ${count(rated)} of ${counted(rows.length, 'line')}` +
    `${failed ? `; ${count(failed)} failed` : ''}.`;
}

const tally = () => ({
  rated: rows.filter(({ reading }) => reading).length,
  failed: rows.filter(({ failure }) => failure).length,
});

function asRow(sentence) {
  const isTooLong = lengthOf(sentence) > limits.characters;
  return { sentence, isTooLong, failure: isTooLong && `more than ${count(limits.characters)} characters` };
}

async function sentencesOf(file) {
  const text = file.size > largest ? '' : await file.text();
  return /\.csv$/i.test(file.name) ? columnIn(text) : sentencesIn(text);
}

/** The sentences of a CSV file (RFC 4180): the column that is headed as such, else the first. */
function columnIn(text) {
  const lines = [[]];
  for (const [, quoted, plain, end] of text.matchAll(cell)) {
    lines.at(-1).push((quoted?.replaceAll('""', '"') ?? plain).replace(/\s+/g, ' ').trim());
    if (end !== ',') {
      lines.push([]);
    }
  }
  const column = lines[0].findIndex((name) => heading.test(name));
  return lines.slice(column < 0 ? 0 : 1).map((line) => line[Math.max(0, column)]).filter(Boolean);
}

const excessOf = ({ length }) => (length > limits.fileLines
  ? `That file has ${count(length)} lines; at most ${count(limits.fileLines)} are taken. Split it.`
  : length ? '' : 'That file has no lines that can be read, or is larger than 30 MB.');
