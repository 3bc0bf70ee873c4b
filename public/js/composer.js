// The form: text in, sentences out, and everything that can be said before anything is sent.

import { counted } from './format.js';
import { excessOf, sentencesIn } from './sentences.js';

const text = document.querySelector('#sentences');
const count = document.querySelector('#count');
const excess = document.querySelector('#excess');
const submit = document.querySelector('button[type=submit]');
const cancel = document.querySelector('#cancel');
const keys = document.querySelector('#keys');

/** Calls `onSend` with the sentences each time somebody wants them rated. Returns how to send a text. */
export function compose(onSend, onCancel) {
  const send = () => review() && onSend(sentencesIn(text.value));

  text.form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (submit.ariaDisabled !== 'true') {
      send();
    }
  });
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      text.form.requestSubmit();
    }
  });
  text.addEventListener('input', showCount);
  cancel.addEventListener('click', onCancel);
  showCount();

  return (value) => {
    text.value = value;
    showCount();
    send();
  };
}

/** Gives the focus back to where a rating starts, before the element that has it disappears. */
export const takeFocus = () => submit.focus();

/** While a rating is under way the button says so, keeps its focus, and stands beside a way out. */
export function setBusy(isBusy) {
  if (document.activeElement === cancel) {
    takeFocus();
  }
  submit.textContent = isBusy ? 'Rating…' : 'Rate sentences';
  submit.ariaDisabled = String(isBusy);
  cancel.hidden = !isBusy;
  keys.hidden = isBusy;
}

function showCount() {
  count.textContent = counted(sentencesIn(text.value).length, 'sentence');
  complain(excessOf(text.value));
}

function review() {
  const complaint = excessOf(text.value) || (sentencesIn(text.value).length ? '' : 'Write a sentence first.');
  complain(complaint);
  if (complaint) {
    text.focus();
  }
  return !complaint;
}

function complain(complaint) {
  excess.textContent = complaint;
  text.ariaInvalid = String(complaint !== '');
}
