// The page's table of contents: what a person does, and what then happens.

import './answering-now.js';
import './problem-notice.js';
import './sentiment-results.js';
import { compose, setBusy, takeFocus } from './composer.js';
import { counted } from './format.js';
import { describeModel } from './function-client.js';
import { cancel, Cancelled, rate } from './rating.js';
import { readingsOf, summaryOf } from './readings.js';
import { sentencesIn } from './sentences.js';

const now = document.querySelector('answering-now');
const panel = document.querySelector('#results');
const status = document.querySelector('#status');
const notice = document.querySelector('problem-notice');
const results = document.querySelector('sentiment-results');

const send = compose(start, cancel);

document.querySelectorAll('#examples button').forEach((example) => {
  example.addEventListener('click', () => send(sentencesIn(example.value).join('\n')));
});

describeModel().then((model) => now.show(model), () => now.showSilence());

async function start(sentences) {
  begin(sentences);
  try {
    const answer = await rate(sentences, () => say('Still waiting: the function may be starting.'));
    const readings = readingsOf(answer);
    const model = answer.model ?? {};
    results.show(sentences, { ...answer, readings, model });
    now.show(model);
    say(summaryOf(readings));
  } catch (reason) {
    if (reason.isReplaced) {
      return;
    }
    stop(reason, () => {
      takeFocus();
      start(sentences);
    });
  }
  setBusy(false);
}

function begin(sentences) {
  setBusy(true);
  notice.clear();
  results.expect(sentences);
  say(`Rating ${counted(sentences.length, 'sentence')}…`);
  if (panel.getBoundingClientRect().top > innerHeight / 2) {
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

function say(words) {
  status.textContent = words;
}
