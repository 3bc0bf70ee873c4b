// What people do, and what then happens.

import './comparison.js';
import { distribute } from './batches.js';
import { compose, setBusy } from './composer.js';
import { counted } from './format.js';
import { takeList } from './files.js';
import { cancel, describeModel, rate, replaced, stopped } from './function-client.js';
import { readLines, rowsOf } from './list.js';
import { leaveList, rateList } from './list-run.js';
import { showModel, showSilence } from './model.js';
import { clearProblem, showProblem } from './problem.js';
import { summaryOf } from './readings.js';
import { clearResults, expectReadings, showAnswer, showResults } from './results.js';
import { canExplain, fitsRequest, sentencesIn } from './sentences.js';
import { say, textInLink } from './share.js';

const send = compose(start, () => cancel(stopped));

document.querySelectorAll('#examples button').forEach((example) =>
  example.addEventListener('click', () => send(sentencesIn(example.value).join('\n'))));

introduce();
if (textInLink() && !takeList(textInLink(), 'what the link has')) {
  send(textInLink());
}

function introduce() {
  describeModel().then(showModel, (reason) => showSilence(reason) && setTimeout(introduce, 2_000));
}

async function start(text, isTyping) {
  const table = readLines(text);
  const rows = rowsOf(table);
  const sent = rows.filter(({ skipped }) => !skipped);
  if (!sent.length || !fitsRequest(sent.map((row) => row.text))) {
    await rateList(rows, table);
    return;
  }
  begin(table, rows, isTyping);
  try {
    const answer = await explained(sent.map((row) => row.text));
    showAnswer(answer, () => distribute(sent, answer));
    say(summaryOf(rows));
  } catch (reason) {
    if (reason === replaced) {
      return;
    }
    clearResults();
    say(reason === stopped ? 'Cancelled. Nothing was rated.' : 'Nothing was rated.');
    showProblem(reason, () => start(text, false));
  }
  setBusy(false);
}

/** With the effects of words where that fits; without where the function takes fewer. */
async function explained(sentences) {
  const onSlow = () => say('Still waiting: the function may be starting.');
  const explain = canExplain(sentences) || undefined;
  try {
    return await rate(sentences, { onSlow, explain, onError: 'report' });
  } catch (reason) {
    if (explain && reason.status === 413) {
      return await rate(sentences, { onSlow, onError: 'report' });
    }
    throw reason;
  }
}

function begin(table, rows, isTyping) {
  leaveList();
  setBusy(true);
  clearProblem();
  expectReadings(rows, table);
  say(`Rating ${counted(rows.length, 'sentence')}…`);
  if (!isTyping) {
    showResults();
  }
}
