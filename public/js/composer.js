// The form: text in, sentences out, and what can be said before anything is sent.

import { find, onSubmit } from './element.js';
import { counted } from './format.js';
import { excessOf, sentencesIn } from './sentences.js';

const [text, live, count, excess, submit, cancel, keys] =
  ['#sentences', '#live', '#count', '#excess', '[type=submit]', '#cancel', '#keys'].map(find);
// Within half a second a browser takes what moves for an answer to the key.
const pause = 350;

let typing;

/** Calls `onSend` with sentences, and whether they are typed; returns how to send a text. */
export function compose(onSend, onCancel) {
  const send = () => {
    const sentences = sentencesNow();
    if (sentences) {
      onSend(sentences, false);
    }
  };
  onSubmit(text.form, () => submit.ariaDisabled === 'true' || send());
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

/** The sentences of now; nothing, but a complaint, when they can't be sent. */
export function sentencesNow() {
  clearTimeout(typing);
  const complaint = excessOf(text.value) || (textNow() ? '' : 'Write a sentence first.');
  complain(complaint);
  if (complaint) {
    text.focus();
    return undefined;
  }
  return sentencesIn(text.value);
}

export function complain(complaint) {
  excess.textContent = complaint;
  text.ariaInvalid = String(complaint !== '');
}

export const takeFocus = () => submit.focus();

/** While a rating is under way the button says so, and keeps its focus. */
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
