// What people do, and what then happens.

import './comparison.js';
import './file-panel.js';
import { compose, setBusy, textNow } from './composer.js';
import { find } from './element.js';
import { counted } from './format.js';
import { cancel, describeModel, rate, replaced, stopped } from './function-client.js';
import { showModel, showSilence } from './model.js';
import { clearProblem, showProblem } from './problem.js';
import { summaryOf } from './readings.js';
import { clearResults, expectReadings, showAnswer } from './results.js';
import { canExplain, sentencesIn } from './sentences.js';
import { copy, linkTo, say, textInLink } from './share.js';

const panel = find('#results');
const send = compose(start, () => cancel(stopped));

document.querySelectorAll('#examples button').forEach((example) =>
  example.addEventListener('click', () => send(sentencesIn(example.value).join('\n'))));
find('#link').addEventListener('click', () => copy(linkTo(textNow()), 'The link'));

introduce();
if (textInLink()) {
  send(textInLink());
}

function introduce() {
  describeModel().then(showModel, (reason) => showSilence(reason) && setTimeout(introduce, 2_000));
}

async function start(sentences, isTyping) {
  const rows = begin(sentences, isTyping);
  try {
    say(summaryOf(showAnswer(rows, await explained(sentences))));
  } catch (reason) {
    if (reason === replaced) {
      return;
    }
    clearResults();
    say(reason === stopped ? 'Cancelled. Nothing was rated.' : 'Nothing was rated.');
    showProblem(reason, () => start(sentences, false));
  }
  setBusy(false);
}

/** With the effects of words where that fits; without where the function takes fewer. */
async function explained(sentences) {
  const onSlow = () => say('Still waiting: the function may be starting.');
  const explain = canExplain(sentences) || undefined;
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
  clearProblem();
  const rows = expectReadings(sentences);
  say(`Rating ${counted(sentences.length, 'sentence')}…`);
  if (!isTyping && panel.getBoundingClientRect().top > innerHeight / 2) {
    panel.scrollIntoView();
  }
  return rows;
}
