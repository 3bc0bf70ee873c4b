// The words of a sentence by their effect on its label: the line under a word and its tint, and the number.

import { element } from './element.js';
import { points } from './format.js';

// Below these a word says nothing: as a share of the strongest word of its sentence, and as a probability.
const visible = { share: 0.1, effect: 0.000001 };
const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

/**
 * A sentence whose words say what they do when they are pointed at or focused; the arrow keys go between them.
 * The word with the greatest effect speaks first.
 */
export function wordsOf(sentence, { label, words }) {
  const said = element('p', { className: 'effect' });
  const tell = (word) => said.replaceChildren(element('strong', {}, word.text), `: ${inWords(word, label)}`);
  const strongest = words.reduce((one, other) => (size(other) > size(one) ? other : one));
  const made = words.map((word) =>
    wordButton(word, label, size(word) / Math.max(size(strongest), visible.effect), () => tell(word)));
  made.forEach((word) => { word.tabIndex = -1; });
  made[words.indexOf(strongest)].tabIndex = 0;
  tell(strongest);

  const text = element('p', { className: 'sentence', role: 'toolbar', ariaLabel: `Words: ${sentence}` });
  let end = 0;
  words.forEach(({ start, length }, index) => {
    text.append(sentence.slice(end, start), made[index]);
    end = start + length;
  });
  text.append(sentence.slice(end));
  text.addEventListener('keydown', (event) => rove(event, made));
  return [text, said];
}

/** `share` is the word's effect beside that of the strongest one of its sentence. */
function wordButton(word, label, share, tell) {
  const { text, effect } = word;
  const direction = share < visible.share ? '' : effect > 0 ? ' for' : ' against';
  const made = element('button', {
    className: `word${direction}`, type: 'button', ariaLabel: `${text}: ${inWords(word, label)}`,
    onfocus: tell, onpointerenter: tell, onclick: tell,
  }, text);
  made.style.setProperty('--size', `${share * 30}%`);
  return made;
}

const size = ({ effect }) => Math.abs(effect);

const inWords = ({ effect }, label) => `${points(effect)} for “${label}”`;

function rove(event, words) {
  const step = steps[event.key];
  if (step) {
    event.preventDefault();
    const index = words.indexOf(document.activeElement) + step;
    const next = words[Math.max(0, Math.min(words.length - 1, index))];
    words.forEach((word) => { word.tabIndex = word === next ? 0 : -1; });
    next.focus();
  }
}
