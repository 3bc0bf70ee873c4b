// A failure in plain words, and a way to try again.

import { takeFocus } from './composer.js';
import { button, element, find } from './element.js';
import { duration } from './format.js';
import { replaced, stopped } from './function-client.js';

const notice = find('problem-notice');

let timer;

export function clearProblem() {
  clearInterval(timer);
  notice.replaceChildren();
}

export function showProblem(reason, onRetry) {
  if (reason === replaced || reason === stopped) {
    return;
  }
  const { title, advice, status, detail, traceId, wait } = reason;
  const retry = button('Try again', () => {
    takeFocus();
    clearProblem();
    onRetry();
  });
  clearProblem();
  notice.append(element('div.problem',
    element('h3', title),
    element('p', advice),
    detail && element('p', 'The function says: ', element('q', detail)),
    element('div.actions', retry, wait > 0 && countDown(wait, retry)),
    status && element('p.small', `Status ${status}. `,
      traceId ? ['Quote this in a report: ', element('code', String(traceId))] : [])));
}

/** Keeps a button off until its time. A timer is not announced each second. */
function countDown(wait, retry) {
  const until = Date.now() + wait * 1000;
  const left = element('p', { role: 'timer' });
  const tick = () => {
    const seconds = Math.ceil((until - Date.now()) / 1000);
    retry.disabled = seconds > 0;
    left.textContent = retry.disabled ? `${duration(seconds * 1000)} left` : 'Now';
  };
  timer = setInterval(tick, 1000);
  tick();
  return left;
}
