// <problem-notice>: a failure in plain words, and a way to try again. It is a live region (role=alert).

import { element } from './element.js';

class ProblemNotice extends HTMLElement {
  show({ title, advice, status, detail, traceId }, onRetry) {
    this.replaceChildren(element('div', { className: 'problem' },
      element('h3', {}, title),
      element('p', {}, advice),
      detail ? element('p', { className: 'detail' }, 'The function says: ', element('q', {}, detail)) : null,
      element('button', { className: 'quiet', type: 'button', onclick: onRetry }, 'Try again'),
      this.#smallPrint(status, traceId)));
  }

  clear() {
    this.replaceChildren();
  }

  #smallPrint(status, traceId) {
    return status
      ? element('p', { className: 'small' }, `Status ${status}. `,
        ...(traceId ? ['Quote this in a report: ', element('code', {}, String(traceId))] : []))
      : null;
  }
}

customElements.define('problem-notice', ProblemNotice);
