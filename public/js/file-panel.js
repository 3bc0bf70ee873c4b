// A file of sentences: chosen or dropped, read here, rated in batches; stopped, resumed and retried.

import { rateInBatches } from './batches.js';
import { columnIn } from './csv.js';
import { count, counted } from './format.js';
import { cancel, Cancelled } from './rating.js';
import { limits, sentencesIn } from './sentences.js';

const largest = 30_000_000;

const panel = document.querySelector('#drop');
const input = document.querySelector('#file');
const run = document.querySelector('#run');
const bar = document.querySelector('progress');
const control = document.querySelector('#control');

let rows = [];
let isRunning = false;

/**
 * Hands rows to `page`: begin(rows, excess), answered(rows, answer, readings), ended(rows, words) and
 * failed(reason, onRetry).
 */
export function acceptFiles(page) {
  const open = async (file) => {
    if (file && !isRunning) {
      const sentences = await sentencesOf(file);
      const excess = excessOf(sentences);
      page.begin(rows = excess ? [] : sentences.map(asRow), excess);
      run.hidden = !rows.length;
      input.value = '';
      await rateAll(page);
    }
  };
  input.addEventListener('change', () => open(input.files[0]));
  panel.addEventListener('dragover', (event) => event.preventDefault());
  panel.addEventListener('drop', (event) => {
    event.preventDefault();
    open(event.dataTransfer.files[0]);
  });
  control.addEventListener('click', () => (isRunning ? cancel() : rateAll(page)));
}

async function rateAll(page) {
  retriable().forEach((row) => { row.failure = undefined; });
  isRunning = true;
  showProgress();
  try {
    await rateInBatches(rows, (answer, readings) => {
      showProgress();
      page.answered(rows, answer, readings);
    });
    isRunning = false;
    page.ended(rows, summary());
  } catch (reason) {
    isRunning = false;
    if (!reason.isReplaced) {
      page.ended(rows, `Stopped. ${summary()}`);
      if (!(reason instanceof Cancelled)) {
        page.failed(reason, () => rateAll(page));
      }
    }
  }
  showProgress();
}

function showProgress() {
  const { rated, failed } = tally();
  const again = retriable().length;
  bar.max = rows.length;
  bar.value = rated + failed;
  control.textContent = isRunning ? 'Stop'
    : rated + failed < rows.length ? 'Resume' : `Retry ${counted(again, 'failed line')}`;
  control.hidden = !isRunning && rated + failed === rows.length && !again;
}

const retriable = () => rows.filter(({ failure, isTooLong }) => failure && !isTooLong);

function summary() {
  const { rated, failed } = tally();
  const failures = failed ? `; ${count(failed)} failed` : '';
  return `Rated ${count(rated)} of ${counted(rows.length, 'line')}${failures}.`;
}

const tally = () => ({
  rated: rows.filter(({ reading }) => reading).length,
  failed: rows.filter(({ failure }) => failure).length,
});

function asRow(sentence) {
  const isTooLong = sentence.length > limits.characters;
  const failure = isTooLong ? `more than ${count(limits.characters)} characters` : undefined;
  return { sentence, failure, isTooLong };
}

async function sentencesOf(file) {
  const text = file.size > largest ? '' : await file.text();
  return /\.csv$/i.test(file.name) ? columnIn(text) : sentencesIn(text);
}

const excessOf = ({ length }) => (length > limits.fileLines
  ? `That file has ${count(length)} lines; at most ${count(limits.fileLines)} are taken. Split it.`
  : length ? '' : 'That file has no lines that can be read, or is larger than 30 MB.');
