// <model-card>: everything that is known of the model version that answered last.

import { element, terms } from './element.js';
import { factsOf } from './model-words.js';

class ModelCard extends HTMLElement {
  show(model) {
    this.replaceChildren(element('dl', {}, ...terms(factsOf(model))));
  }
}

customElements.define('model-card', ModelCard);
