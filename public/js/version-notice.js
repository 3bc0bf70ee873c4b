// <version-notice>: says that another model version answers than before. It is a live region.

import { button, element } from './element.js';
import { nameOf } from './model-words.js';

class VersionNotice extends HTMLElement {
  #last;

  /** Takes note of the version that answered. One that is unknown says nothing about a change. */
  observe(model) {
    if (!model.version) {
      return;
    }
    const name = nameOf(model);
    if (this.#last && this.#last !== name) {
      this.replaceChildren(element('div', { className: 'toast' },
        element('p', {}, 'The model changed: ', element('strong', {}, `${this.#last} → ${name}`)),
        button('Got it', () => this.replaceChildren())));
    }
    this.#last = name;
  }
}

customElements.define('version-notice', VersionNotice);
