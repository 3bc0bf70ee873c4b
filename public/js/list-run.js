// A list, rated in batches: with progress, stopped, resumed and retried.

import { distribute, isRetriable, isWaiting, nextBatch, refuseTooLong } from './batches.js';
import { find } from './element.js';
import { count, counted } from './format.js';
import { cancel, rate, replaced, stopped } from './function-client.js';
import { clearProblem, showProblem } from './problem.js';
import { tallyOf } from './readings.js';
import { listRows, refresh, showAnswer } from './results.js';
import { say } from './share.js';

const [run, bar, control] = ['#run', 'progress', '#control'].map(find);

let rows = [];
let isRunning = false;

control.addEventListener('click', () => (isRunning ? cancel(stopped) : rateAll()));

export const isRating = () => isRunning;

/** Shows a list in place of what is there, and rates it. */
export async function rateList(listed, table) {
  cancel(replaced);
  clearProblem();
  rows = listed;
  rows.forEach(refuseTooLong);
  listRows(rows, table);
  run.hidden = false;
  await rateAll();
}

/** Something else is shown: there is nothing to go on with. */
export function leaveList() {
  rows = [];
  run.hidden = true;
}

async function rateAll() {
  const mine = rows;
  say(`Rating ${counted(rows.length, 'row')}…`);
  rows.filter(isRetriable).forEach((row) => { row.failure = undefined; });
  isRunning = true;
  showProgress();
  let reason;
  try {
    for (let batch = nextBatch(mine); batch.length; batch = nextBatch(mine)) {
      await rateBatch(batch);
    }
  } catch (thrown) {
    reason = thrown;
  }
  isRunning = false;
  if (reason !== replaced) {
    refresh();
    say((reason ? 'Stopped. ' : '') + summary());
    showProgress();
  }
  if (reason) {
    showProblem(reason, rateAll);
  }
}

async function rateBatch(batch) {
  try {
    showAnswer(await rate(batch.map(({ text }) => text), { onError: 'report' }), (answer) =>
      distribute(batch, answer));
    showProgress();
  } catch (failure) {
    if (![400, 413, 422].includes(failure.status)) {
      throw failure;
    }
    await rateParts(batch, failure);
  }
}

/** Halves a refused batch until the refused row is alone. */
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
  const { all, rated, failed, empty } = tallyOf(rows);
  const again = rows.filter(isRetriable).length;
  const isDone = !rows.some(isWaiting);
  bar.max = all;
  bar.value = rated + failed + empty;
  control.textContent = isRunning ? 'Stop' : isDone ? `Retry ${counted(again, 'failed row')}` : 'Resume';
  control.hidden = !isRunning && isDone && !again;
}

function summary() {
  const { all, rated, failed, empty } = tallyOf(rows);
  return `${[`Rated ${count(rated)} of ${counted(all, 'row')}`, failed && `${count(failed)} failed`,
    empty && `${count(empty)} without text`].filter(Boolean).join('; ')}.`;
}
