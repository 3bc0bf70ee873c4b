// <problem-notice>: a failure in plain words, and a way to try again. It is a live region (role=alert).

import { button, element } from './element.js';
import { duration } from './format.js';

class ProblemNotice extends HTMLElement {
  #timer;

  show({ title, advice, status, detail, traceId, wait }, onRetry) {
    this.clear();
    const retry = button('Try again', onRetry);
    this.append(element('div', { className: 'problem' },
      element('h3', {}, title),
      element('p', {}, advice),
      detail ? element('p', { className: 'detail' }, 'The function says: ', element('q', {}, detail)) : null,
      element('div', { className: 'actions' }, retry, wait > 0 ? this.#countDown(wait, retry) : null),
      this.#smallPrint(status, traceId)));
  }

  clear() {
    clearInterval(this.#timer);
    this.replaceChildren();
  }

  /** Keeps a button off until its time has come. A timer is not announced each second. */
  #countDown(wait, retry) {
    const until = Date.now() + wait * 1000;
    const left = element('p', { role: 'timer' });
    const tick = () => {
      const milliseconds = until - Date.now();
      retry.disabled = milliseconds > 0;
      left.textContent = retry.disabled ? `${duration(Math.ceil(milliseconds / 1000) * 1000)} left` : 'Now';
      if (!retry.disabled) {
        clearInterval(this.#timer);
      }
    };
    this.#timer = setInterval(tick, 1000);
    tick();
    return left;
  }

  #smallPrint(status, traceId) {
    return status
      ? element('p', { className: 'small' }, `Status ${status}. `,
        ...(traceId ? ['Quote this in a report: ', element('code', {}, String(traceId))] : []))
      : null;
  }
}

customElements.define('problem-notice', ProblemNotice);
