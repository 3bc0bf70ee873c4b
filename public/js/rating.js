// The list that is shown, rated in batches: with progress, stopped, resumed and retried.

import { setBusy } from './composer.js';
import { addTime } from './exchange.js';
import { clearProblem, replaced, showProblem, stopped } from './failure.js';
import { cancel, rate } from './function-client.js';
import { isKept } from './kept.js';
import { hear, showSilence } from './model.js';
import { listRows, onExplain, refresh, showAnswer } from './results.js';
import {
  canExplain, distribute, fitsRequest, isRetriable, isWaiting, nextBatch, refuseTooLong, showProgress,
  summary,
} from './rows.js';
import { counted, find, say } from './view.js';

let rows = [];
// What is typed and fits a request: its words are explained.
let isBrief = true;
let current;
let heldUntil = 0;

find('#control').addEventListener('click', () => (current ? cancel(stopped) : rateAll()));
onExplain(explain);

export const isRating = () => Boolean(current);

export function rateList(listed, table) {
  take(listed, table);
  rows.forEach(refuseTooLong);
  if (Date.now() >= heldUntil) {
    rateAll();
  }
}

export function showList(listed, table) {
  take(listed, table);
  showProgress(rows, isBrief, current);
  say(`As you left it. ${summary(rows, isBrief)}`);
}

function take(listed, table) {
  cancel(replaced);
  current = undefined;
  setBusy(false);
  rows = listed;
  isBrief = !table.isFile && table.isLines && fitsRequest(rows.map(({ text }) => text));
  listRows(rows, table);
}

async function rateAll() {
  const mine = current = {};
  clearProblem();
  rows.filter(isRetriable).forEach((row) => { row.failure = undefined; });
  const waiting = rows.filter(isWaiting).length;
  say(`Rating ${counted(waiting, isBrief ? 'sentence' : 'row')}…`);
  setBusy(isBrief && waiting > 0);
  showProgress(rows, isBrief, current);
  let reason;
  try {
    for (let batch = nextBatch(rows); batch.length && mine === current; batch = nextBatch(rows)) {
      await rateBatch(batch);
    }
  } catch (thrown) {
    reason = thrown;
  }
  if (mine === current) {
    end(reason);
  }
}

function end(reason) {
  current = undefined;
  setBusy(false);
  refresh();
  showProgress(rows, isBrief, current);
  const isNothing = reason && !rows.some(({ reading }) => reading);
  say(isNothing && isBrief ? `${reason === stopped ? 'Cancelled. ' : ''}Nothing was rated.`
    : (reason ? 'Stopped. ' : '') + summary(rows, isBrief) +
      (isKept() ? '' : ' Too much to survive a reload: download it before you leave.'));
  if (reason && reason !== stopped) {
    fail(reason, rateAll);
  }
}

function fail(reason, again) {
  heldUntil = reason.status === 429 ? Date.now() + reason.wait * 1000 : 0;
  if (!reason.status || reason.status >= 500) {
    showSilence(reason);
  }
  if (!navigator.onLine) {
    addEventListener('online', again, { once: true });
  }
  showProblem(reason, again);
}

async function rateBatch(batch) {
  try {
    const answer = await ask(batch.map(({ text }) => text));
    show(answer, batch);
    showProgress(rows, isBrief, current);
  } catch (failure) {
    if (isBrief || ![400, 413, 422].includes(failure.status)) {
      throw failure;
    }
    await rateParts(batch, failure);
  }
}

async function ask(sentences) {
  const onSlow = () => say('Still waiting: the function may be starting.');
  const explained = (isBrief && canExplain(sentences)) || undefined;
  try {
    return await rate(sentences, { onSlow, explain: explained, onError: 'report' });
  } catch (reason) {
    if (explained && reason.status === 413) {
      return rate(sentences, { onSlow, onError: 'report' });
    }
    throw reason;
  }
}

function show(answer, batch) {
  hear(answer.model, distribute(batch, answer));
  addTime(answer.time);
  showAnswer(answer);
}

async function rateParts(batch, failure) {
  if (batch.length === 1) {
    batch[0].failure = failure.detail || failure.title;
    return;
  }
  const half = batch.length >> 1;
  await rateBatch(batch.slice(0, half));
  await rateBatch(batch.slice(half));
}

async function explain(row) {
  if (current) {
    say('A list is being rated: wait, or stop it.');
    return;
  }
  try {
    show(await rate([row.text], { explain: true }), [row]);
  } catch (reason) {
    fail(reason, () => explain(row));
  }
}
