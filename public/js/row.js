// A row of a list: its text, how it sounds and who said so, and what can be done with it.

import { copy } from './exchange.js';
import { nameOf } from './model.js';
import { canExplain } from './rows.js';
import { moodOf } from './scale.js';
import { button, element, percent, points } from './view.js';

const visible = { share: 0.1, effect: 0.000001 };
const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

export function itemOf(row, explain) {
  const { text, reading, failure, skipped, model } = row;
  const isSaid = reading?.words?.length && reading.label !== undefined;
  const isUnknown = reading?.warnings?.includes('no-effect');
  const [sentence, effect] = isSaid && !isUnknown ? wordsOf(text, reading)
    : [element('p.sentence', { dir: 'auto' }, text || row.cells.join(' ').trim() || '(empty)'),
      isUnknown && element('p', 'The model knows none of these words.')];
  return element(`li.${moodOf(reading?.label)}`, sentence,
    element('div.reading', failure ? element('span.failed', `${skipped ? 'Not rated' : 'Failed'}: ${failure}`)
      : skipped ? element('span.raw', 'Without text: not rated') : partsOf(reading)),
    element('div.effect', effect,
      reading && element('span.version', nameOf(model)),
      reading && !reading.raw && !isSaid && canExplain([text]) &&
        button('Why?', () => explain(row), 'link', `Why? ${text}`),
      text && button('Copy', () => copy(text, 'The text'), 'link', `Copy ${text}`)));
}

function partsOf(reading) {
  if (reading?.raw) {
    return element('code.raw', reading.raw);
  }
  const { label, score } = reading ?? { label: '…', score: 0 };
  const filled = element('span');
  filled.style.width = `${Math.min(1, Math.max(0, score)) * 100}%`;
  return [element('span.label', String(label)), ...(Number.isFinite(score) ? [
    element('span.bar', { 'aria-hidden': 'true' }, filled),
    reading && element('span.percent', percent(score))] : [])];
}

/** Words say what they do, the strongest first. They are no buttons: Firefox copies none. */
function wordsOf(sentence, { label, nearest = label, words }) {
  const said = element('p');
  const strongest = words.reduce((one, other) => (size(other) > size(one) ? other : one));
  const made = words.map((word) => {
    const effect = `${points(word.effect)} for “${nearest}”`;
    const tell = () => said.replaceChildren(element('strong', { dir: 'auto' }, word.text), `: ${effect}`);
    if (word === strongest) {
      tell();
    }
    return wordOf(word, effect, size(word) / Math.max(size(strongest), visible.effect), tell);
  });
  const select = (index) => made.forEach((word, other) => { word.tabIndex = index === other ? 0 : -1; });
  select(words.indexOf(strongest));

  const text = element('p.sentence', { dir: 'auto', role: 'toolbar', 'aria-label': `Words: ${sentence}` });
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

function wordOf({ text, effect }, inWords, share, tell) {
  const direction = share < visible.share ? '' : effect > 0 ? ' for' : ' against';
  const made = element(`span.word${direction}`, {
    role: 'button', 'aria-label': `${text}: ${inWords}`, onfocus: tell, onpointerenter: tell, onclick: tell,
  }, text);
  made.style.setProperty('--size', `${share * 30}%`);
  return made;
}

const size = ({ effect }) => Math.abs(effect);
