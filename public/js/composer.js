// The form: text in, sentences out, and what can be said before anything is sent.

import { find, onSubmit } from './element.js';
import { counted } from './format.js';
import { excessOf, fitsRequest, sentencesIn } from './sentences.js';

const [text, live, count, excess, submit, cancel, keys] =
  ['#sentences', '#live', '#count', '#excess', '[type=submit]', '#cancel', '#keys'].map(find);
// Within half a second a browser takes what moves for an answer to the key.
const pause = 350;

let typing;

/** Calls `onSend` with a text, and whether it is being typed; returns how to send one. */
export function compose(onSend, onCancel) {
  const send = () => {
    if (isReady()) {
      onSend(text.value, false);
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
      const sentences = sentencesIn(text.value);
      if (live.checked && sentences.length && fitsRequest(sentences) && !excessOf(sentences)) {
        onSend(text.value, true);
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

/** Whether there is something that can be sent; else there is a complaint. */
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
  const sentences = sentencesIn(text.value);
  count.textContent = counted(sentences.length, 'sentence');
  complain(excessOf(sentences));
}
