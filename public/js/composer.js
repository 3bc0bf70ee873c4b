// The form: text in, sentences out, and what can be said before anything is sent.

import { keepSoon } from './kept.js';
import { excessOf, fitsRequest, sentencesIn } from './rows.js';
import { counted, find, onSubmit } from './view.js';

const [text, live, count, excess, submit, cancel, keys] =
  ['#sentences', '#live', '#count', '#excess', '[type=submit]', '#cancel', '#keys'].map(find);
// Within half a second a browser takes what moves for an answer to the key.
const pause = 350;
// Typing asks so often at once, then once in so long: below 20 times a minute.
const [burst, pace] = [4, 4_000];

let typing;
let tokens = burst;
let filled = Date.now();

export function compose(onSend, onCancel) {
  const send = () => {
    if (isReady()) {
      onSend(text.value, false);
    }
  };
  onSubmit(text.form, () => submit.getAttribute('aria-disabled') === 'true' || send());
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      text.form.requestSubmit();
    }
  });
  text.addEventListener('input', () => {
    showCount();
    keepSoon();
    clearTimeout(typing);
    typing = setTimeout(() => {
      const sentences = sentencesIn(text.value);
      if (live.checked && sentences.length && fitsRequest(sentences) && !excessOf(sentences)) {
        spend();
        onSend(text.value, true);
      }
    }, Math.max(pause, waitingTime()));
  });
  cancel.addEventListener('click', onCancel);
  showCount();
  return (value) => {
    setText(value);
    send();
  };
}

function waitingTime() {
  const now = Date.now();
  tokens = Math.min(burst, tokens + (now - filled) / pace);
  filled = now;
  return (1 - tokens) * pace;
}

function spend() {
  waitingTime();
  tokens -= 1;
}

export function setText(value) {
  text.value = value;
  showCount();
}

export const textWritten = () => text.value;

function isReady() {
  clearTimeout(typing);
  const sentences = sentencesIn(text.value);
  const complaint = excessOf(sentences) || (sentences.length ? '' : 'Write a sentence first.');
  complain(complaint);
  if (complaint) {
    text.focus();
  }
  return !complaint;
}

export function complain(complaint) {
  excess.textContent = complaint;
  text.setAttribute('aria-invalid', String(complaint !== ''));
}

export function setBusy(isBusy) {
  if (document.activeElement === cancel) {
    submit.focus();
  }
  submit.textContent = isBusy ? 'Rating…' : 'Rate sentences';
  submit.setAttribute('aria-disabled', String(isBusy));
  cancel.hidden = !isBusy;
  keys.hidden = isBusy;
}

function showCount() {
  const sentences = sentencesIn(text.value);
  count.textContent = counted(sentences.length, 'sentence');
  complain(excessOf(sentences));
}
