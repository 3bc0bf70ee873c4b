// The page's table of contents: what a person does, and what then happens.

import './answering-now.js';
import './history-chart.js';
import './latency-chart.js';
import './model-card.js';
import './problem-notice.js';
import './sentiment-results.js';
import './version-notice.js';
import { proposeVersion, setUpComparison } from './comparison.js';
import { complain, compose, sentencesNow, setBusy, takeFocus, textNow } from './composer.js';
import { canExplain } from './explanation.js';
import { acceptFiles } from './file-panel.js';
import { counted } from './format.js';
import { describeModel } from './function-client.js';
import { forget, predictionsSoFar, remember } from './history.js';
import { nameOf } from './model-words.js';
import { cancel, Cancelled, rate } from './rating.js';
import { placeOf, readingsOf, summaryOf } from './readings.js';
import { sentencesIn } from './sentences.js';
import { copy, download, linkTo, textInLink } from './share.js';

const [now, card, changed, history, latency, notice, results] = [
  'answering-now', 'model-card', 'version-notice', 'history-chart', 'latency-chart', 'problem-notice',
  'sentiment-results',
].map((name) => document.querySelector(name));
const panel = document.querySelector('#results');
const status = document.querySelector('#status');

let rated = [];
let turn = 0;

const send = compose(start, cancel);

document.querySelectorAll('#examples button').forEach((example) => {
  example.addEventListener('click', () => send(sentencesIn(example.value).join('\n')));
});

results.onWhy = async (row) => {
  try {
    const answer = await rate([row.sentence], { explain: true });
    [row.reading] = readingsOf(answer);
    observe(answer, [row.reading]);
    return true;
  } catch (reason) {
    fail(reason, () => notice.clear());
    return false;
  }
};

acceptFiles({
  begin(rows, excess) {
    turn++;
    setBusy(false);
    notice.clear();
    complain(excess);
    results.start(rated = rows);
    if (!excess) {
      say(`Rating ${counted(rows.length, 'line')}…`);
    }
  },
  answered(rows, answer, readings) {
    observe(answer, readings);
    results.show(rated = rows, answer);
  },
  ended(rows, words) {
    results.refresh();
    say(words);
  },
  failed: fail,
});

setUpComparison({ sentences: sentencesNow, say, clear: () => notice.clear(), failed: fail });

onClick('#link', () => copy(linkTo(textNow()), 'The link'));
onClick('#download', () => download(rated));
onClick('#forget', () => {
  forget();
  history.show([]);
});

history.show(predictionsSoFar());
describeModel().then(identify, () => now.showSilence());
if (textInLink()) {
  send(textInLink());
}

async function start(sentences, isTyping) {
  const mine = ++turn;
  begin(sentences, isTyping);
  try {
    const answer = await explained(sentences);
    const readings = readingsOf(answer);
    rated = sentences.map((sentence, index) => ({ sentence, reading: readings[index], model: answer.model }));
    results.show(rated, answer);
    observe(answer, readings);
    say(summaryOf(readings));
  } catch (reason) {
    if (mine !== turn) {
      return;
    }
    stop(reason, () => {
      takeFocus();
      start(sentences, false);
    });
  }
  setBusy(false);
}

/** Rates with the effect of each word where that fits; again without where the function has lower limits. */
async function explained(sentences) {
  const onSlow = () => say('Still waiting: the function may be starting.');
  const explain = canExplain(sentences);
  try {
    return await rate(sentences, { onSlow, explain });
  } catch (reason) {
    if (explain && reason.status === 413) {
      return await rate(sentences, { onSlow });
    }
    throw reason;
  }
}

function begin(sentences, isTyping) {
  setBusy(true);
  notice.clear();
  results.expect(sentences);
  say(`Rating ${counted(sentences.length, 'sentence')}…`);
  if (!isTyping && panel.getBoundingClientRect().top > innerHeight / 2) {
    panel.scrollIntoView();
  }
}

function stop(reason, onRetry) {
  results.clear();
  if (reason instanceof Cancelled) {
    say('Cancelled. Nothing was rated.');
  } else {
    say('Nothing was rated.');
    notice.show(reason, onRetry);
  }
}

/** Shows what went wrong beside the results that are there. */
function fail(reason, onRetry) {
  if (!(reason instanceof Cancelled)) {
    notice.show(reason, () => {
      takeFocus();
      notice.clear();
      onRetry();
    });
  }
}

/** Takes note of an answer: who made it, what it says, how long it took. */
function observe({ model, time }, readings) {
  identify(model);
  remember(readings.map(placeOf), nameOf(model));
  history.show(predictionsSoFar());
  latency.add(time);
}

function identify(model) {
  now.show(model);
  card.show(model);
  changed.observe(model);
  proposeVersion(model);
}

function onClick(selector, action) {
  document.querySelector(selector).addEventListener('click', action);
}

function say(words) {
  status.textContent = words;
}
