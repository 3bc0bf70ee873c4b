// The form: text in, sentences out, and everything that can be said before anything is sent.

import { counted } from './format.js';
import { excessOf, sentencesIn } from './sentences.js';

const text = document.querySelector('#sentences');
const live = document.querySelector('#live');
const count = document.querySelector('#count');
const excess = document.querySelector('#excess');
const submit = document.querySelector('button[type=submit]');
const cancel = document.querySelector('#cancel');
const keys = document.querySelector('#keys');
// Within half a second a browser takes what moves for an answer to the key.
const pause = 350;

let typing;

/**
 * Calls `onSend` with the sentences when somebody wants them rated, and with whether they are still typing.
 * Returns how to send a text.
 */
export function compose(onSend, onCancel) {
  const send = () => {
    clearTimeout(typing);
    if (review()) {
      onSend(sentencesIn(text.value), false);
    }
  };

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
  text.addEventListener('input', () => {
    showCount();
    clearTimeout(typing);
    typing = setTimeout(() => {
      if (live.checked && textNow() && !excessOf(text.value)) {
        onSend(sentencesIn(text.value), true);
      }
    }, pause);
  });
  cancel.addEventListener('click', onCancel);
  showCount();

  return (value) => {
    text.value = value;
    showCount();
    send();
  };
}

export const textNow = () => text.value.trim();

/** The sentences as they are written now; nothing, but a complaint, when they can't be sent. */
export const sentencesNow = () => (review() ? sentencesIn(text.value) : undefined);

/** Says what is wrong before anything is sent. */
export function complain(complaint) {
  excess.textContent = complaint;
  text.ariaInvalid = String(complaint !== '');
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
  const complaint = excessOf(text.value) || (textNow() ? '' : 'Write a sentence first.');
  complain(complaint);
  if (complaint) {
    text.focus();
  }
  return !complaint;
}
