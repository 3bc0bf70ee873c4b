// The function's addresses, what can go wrong there, and what to do about it.

import { endpoint } from '../config.js';
import { button, delay, duration, element, find } from './view.js';

export function isValid() {
  try {
    return Boolean(addressOf(''));
  } catch {
    return false;
  }
}

export function addressOf(resource, version) {
  const address = new URL(endpoint || './', location.href);
  address.pathname = `${address.pathname.replace(/\/+$/, '')}/${resource}`;
  if (version) {
    address.searchParams.set('version', version);
  }
  return address;
}

export const [replaced, stopped] = [new Error('replaced'), new Error('stopped')];

const refusals = {
  400: ['The function did not accept the request', 'Change the sentences or the version, then try again.'],
  403: ['The function lets nobody in', 'It was deployed for chosen callers only; a page can’t call it.'],
  404: ['That does not exist', 'Check the version, and the address in config.js.'],
  408: ['The request took too long to arrive', 'Check the connection, then try again.'],
  413: ['That is too much text at once', 'Send fewer or shorter sentences.'],
  422: ['The model refused a sentence', 'Change the sentence, or send the others without it.'],
  429: ['Too many requests', 'Try again {when}.'],
  500: ['The function failed', 'That is a fault of ours, not of your sentences. Try again {when}.'],
  502: ['The model server failed', 'The function works, but not the server behind it. Try again {when}.'],
  503: ['The model is not available right now', 'It may be restarting or overloaded. Try again {when}.'],
  504: ['The model took too long', 'Try again {when}, or with fewer sentences.'],
};

// What a bucket or another server of files answers to a prediction.
const refusalsOfFiles = [400, 403, 404, 405, 411, 412, 501];

const failure = (title, advice, answer) => Object.assign(new Error(title), { title, advice, ...answer });

export function unreachable() {
  if (!navigator.onLine) {
    return failure('You are offline', 'Your sentences are still here: connect, then try again.');
  }
  if (!isValid()) {
    return failure('The function’s address is wrong', `“${endpoint}” in config.js is no address.`);
  }
  const address = addressOf('');
  return failure('The function can’t be reached', address.origin === location.origin
    ? `Nothing answers at ${address}. Check the connection, then try again in a moment.`
    : `Either nothing answers at ${address}, or it does not allow calls from ${location.origin} ` +
      '(Cors:AllowedOrigins). Check the connection and both settings, then try again.');
}

export const tooSlow = (milliseconds) => failure(`No answer after ${duration(milliseconds)}`,
  'The function may be starting or overloaded. Your sentences are still here: try again in a moment.');

export const notUnderstood = (what) => failure('The answer makes no sense to this page',
  `${what} Check that the address in config.js, ${addressOf('')}, is the function’s.`);

/** The function's own refusals are problems (RFC 9457). */
export function refused({ status, headers }, text) {
  const problem = problemIn(text);
  if (!endpoint && !problem && refusalsOfFiles.includes(status)) {
    return failure('No function is set for this page', 'Where this page is, no function answers. ' +
      'Write the address of yours into config.js, as “endpoint”.', { status });
  }
  const wait = retryAfter(headers.get('Retry-After') ?? '');
  const [title, advice] = refusals[status === 401 ? 403 : status] ?? refusals[status >= 500 ? 500 : 400];
  const when = wait > 0 ? delay(wait) : 'in a moment';
  return failure(title, advice.replace('{when}', when), { status, wait, ...problem });
}

function problemIn(text) {
  try {
    const { detail, traceId } = JSON.parse(text);
    return { detail: detail && String(detail), traceId };
  } catch {
    return undefined;
  }
}

const retryAfter = (header) =>
  /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000) || 0;

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
  const again = () => {
    clearProblem();
    onRetry();
  };
  const retry = button('Try again', () => {
    find('[type=submit]').focus();
    again();
  });
  clearProblem();
  notice.append(element('div.problem',
    element('h3', title),
    element('p', advice),
    detail && element('p', 'The function says: ', element('q', detail)),
    element('div.actions', retry, wait > 0 && countDown(wait, retry, status === 429 && again)),
    status && element('p.small', `Status ${status}. `,
      traceId ? ['Quote this in a report: ', element('code', String(traceId))] : [])));
}

/** Keeps a button off until its time; `goOn` is done then. A timer is not announced each second. */
function countDown(wait, retry, goOn) {
  const until = Date.now() + wait * 1000;
  const left = element('p', { role: 'timer' });
  const tick = () => {
    const seconds = Math.ceil((until - Date.now()) / 1000);
    retry.disabled = seconds > 0;
    left.textContent = retry.disabled ? `${duration(seconds * 1000)} left` : 'Now';
    if (goOn && !retry.disabled) {
      goOn();
    }
  };
  timer = setInterval(tick, 1000);
  tick();
  return left;
}
