// <sentiment-results>: how each sentence sounds, which model version said so, and how long it took.

import { element, terms } from './element.js';
import { factsOf, nameOf } from './model-words.js';
import { readingRow } from './reading-row.js';
import { timeSpentIn } from './time-spent.js';
import { exchangeOf } from './wire.js';

class SentimentResults extends HTMLElement {
  /** Keeps a place for each sentence, so that nothing moves when the answer arrives. */
  expect(sentences) {
    this.replaceChildren(this.#list(sentences.map((sentence) => readingRow(sentence))));
    this.setAttribute('aria-busy', 'true');
  }

  show(sentences, { readings, model, time, text }) {
    this.replaceChildren(
      this.#list(sentences.map((sentence, index) => readingRow(sentence, readings[index]))),
      element('p', { className: 'made-by' }, 'Made by ', element('strong', {}, nameOf(model))),
      timeSpentIn(time),
      this.#fold('Model version', element('dl', {}, ...terms(factsOf(model)))),
      this.#fold('Request and answer', ...exchangeOf(sentences, text)));
    this.removeAttribute('aria-busy');
  }

  clear() {
    this.replaceChildren();
    this.removeAttribute('aria-busy');
  }

  #list(rows) {
    return element('ol', { className: 'readings', role: 'list' }, ...rows);
  }

  #fold(title, ...content) {
    return element('details', {}, element('summary', {}, title), ...content);
  }
}

customElements.define('sentiment-results', SentimentResults);
