// The words of a sentence by their effect on its label.

import { element } from './element.js';
import { points } from './format.js';

// Below these a word says nothing: as a share of the strongest word, and as a probability.
const visible = { share: 0.1, effect: 0.000001 };
const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

/** Words say what they do when pointed at or focused; the strongest first. */
export function wordsOf(sentence, { label, nearest = label, words }) {
  const said = element('p.effect');
  const strongest = words.reduce((one, other) => (size(other) > size(one) ? other : one));
  const made = words.map((word) => {
    const effect = `${points(word.effect)} for “${nearest}”`;
    const tell = () => said.replaceChildren(element('strong', word.text), `: ${effect}`);
    if (word === strongest) {
      tell();
    }
    return wordButton(word, effect, size(word) / Math.max(size(strongest), visible.effect), tell);
  });
  const select = (index) => made.forEach((word, other) => { word.tabIndex = index === other ? 0 : -1; });
  select(words.indexOf(strongest));

  const text = element('p.sentence', { dir: 'auto', role: 'toolbar', ariaLabel: `Words: ${sentence}` });
  let end = 0;
  words.forEach(({ start, length }, index) => {
    text.append(sentence.slice(end, start), made[index]);
    end = start + length;
  });
  text.append(sentence.slice(end));
  text.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      const next = made.indexOf(document.activeElement) + step;
      const index = Math.max(0, Math.min(made.length - 1, next));
      select(index);
      made[index].focus();
    }
  });
  return [text, said];
}

function wordButton({ text, effect }, inWords, share, tell) {
  const direction = share < visible.share ? '' : effect > 0 ? ' for' : ' against';
  const made = element(`button.word${direction}`, {
    type: 'button', ariaLabel: `${text}: ${inWords}`, onfocus: tell, onpointerenter: tell, onclick: tell,
  }, text);
  made.style.setProperty('--size', `${share * 30}%`);
  return made;
}

const size = ({ effect }) => Math.abs(effect);
