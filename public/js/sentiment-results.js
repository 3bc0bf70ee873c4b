// <sentiment-results>: how each sentence sounds, which model version said so, and how long it took.

import { button, element } from './element.js';
import { nameOf } from './model-words.js';
import { readingRow } from './reading-row.js';
import { viewOf } from './result-view.js';
import { timeSpentIn } from './time-spent.js';
import { exchangeOf } from './wire.js';

const most = 200;
const tools = document.querySelector('#tools');
const order = document.querySelector('#order');
const filter = document.querySelector('#filter');

class SentimentResults extends HTMLElement {
  /** What to do when a row is asked why. */
  onWhy;

  #rows = [];
  #limit = most;
  #list = element('ol', { className: 'readings', role: 'list' });
  #more = button('Show more', () => {
    this.#limit += most;
    this.refresh();
  });

  connectedCallback() {
    order.addEventListener('change', () => this.refresh());
    filter.addEventListener('input', () => this.refresh());
  }

  /** Keeps a place for each sentence, so that nothing moves when the answer arrives. */
  expect(sentences) {
    const known = new Map(this.#rows.map(({ sentence, reading }) => [sentence, reading]));
    this.start(sentences.map((sentence) => ({ sentence, reading: known.get(sentence) })));
    this.setAttribute('aria-busy', 'true');
  }

  /** Lists rows of which none, some or all have a reading. */
  start(rows) {
    this.#rows = rows;
    this.#limit = most;
    const legs = ['Network', 'Function', 'Model server'].map((name) => [name, 0]);
    const nothing = { model: { version: '…' }, time: { roundTrip: 0, legs }, text: '', body: '' };
    this.replaceChildren(this.#list, this.#more, this.#footer('footer pending', nothing));
    this.refresh();
  }

  show(rows, answer) {
    this.#rows = rows;
    this.lastElementChild.replaceWith(this.#footer('footer', answer));
    this.removeAttribute('aria-busy');
    this.refresh();
  }

  clear() {
    this.#rows = [];
    tools.hidden = true;
    this.replaceChildren();
    this.removeAttribute('aria-busy');
  }

  /** Lists the rows again, in the order and with the filter of now. */
  refresh() {
    const found = viewOf(this.#rows, order.value, filter.value);
    this.#list.replaceChildren(...found.slice(0, this.#limit).map((row) => this.#row(row)));
    this.#more.hidden = found.length <= this.#limit;
    tools.hidden = !this.#rows.length;
  }

  #row(row) {
    const made = readingRow(row, async () => {
      if (await this.onWhy(row)) {
        const explained = this.#row(row);
        made.replaceWith(explained);
        explained.querySelector('[tabindex="0"]')?.focus();
      }
    });
    return made;
  }

  #footer(className, { model, time, text, body }) {
    return element('div', { className },
      element('p', { className: 'made-by' }, 'Made by ', element('strong', {}, nameOf(model))),
      timeSpentIn(time),
      element('details', {},
        element('summary', {}, 'Request and answer'), ...(text ? exchangeOf(body, text) : [])));
  }
}

customElements.define('sentiment-results', SentimentResults);
