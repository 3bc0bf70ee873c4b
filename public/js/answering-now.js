// <answering-now>: the model version that would answer the next request, in the masthead.

import { element } from './element.js';
import { nameOf, serverOf } from './model-words.js';

class AnsweringNow extends HTMLElement {
  show(model) {
    const server = serverOf(model);
    this.#say('now', 'Answering now ', element('strong', {}, nameOf(model)), server ? ` · ${server}` : '');
  }

  showSilence() {
    this.#say('now silent', 'Nobody answers right now');
  }

  #say(className, ...words) {
    this.replaceChildren(element('p', { className }, ...words));
  }
}

customElements.define('answering-now', AnsweringNow);
