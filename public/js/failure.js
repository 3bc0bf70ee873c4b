// Everything that can go wrong with a call, in plain words, and what to do about it.

import { addressOf, isElsewhere, isValid } from './address.js';
import { endpoint } from '../config.js';
import { delay, duration } from './format.js';
import { wordsFor } from './status-words.js';

/**
 * A failed call. `advice` says what to do; `wait`, in seconds, `detail` and `traceId` come from the function,
 * if it answered.
 */
export class Failure extends Error {
  constructor(title, advice, { status, detail, traceId, wait } = {}) {
    super(title);
    Object.assign(this, { title, advice, status, detail, traceId, wait });
  }
}

/** The call never got an answer that the browser may show. */
export function unreachable() {
  if (!navigator.onLine) {
    return new Failure('You are offline', 'Your sentences are still here: connect, then try again.');
  }
  if (!isValid()) {
    return new Failure('The function’s address is wrong', `“${endpoint}” in config.js is no address.`);
  }
  return new Failure('The function can’t be reached', isElsewhere()
    ? `Either nothing answers at ${addressOf('')}, or it does not allow calls from ${location.origin} ` +
      '(Cors:AllowedOrigins). Check the connection and both settings, then try again.'
    : `Nothing answers at ${addressOf('')}. Check the connection, then try again in a moment.`);
}

export const tooSlow = (milliseconds) => new Failure(`No answer after ${duration(milliseconds)}`,
  'The function may be starting or overloaded. Your sentences are still here: try again in a moment.');

export const notUnderstood = (what) => new Failure('The answer makes no sense to this page',
  `${what} Check that the address in config.js, ${addressOf('')}, is the function’s.`);

/** An answer with an error status; its body is a problem (RFC 9457) when the function wrote it. */
export function refused(response, text) {
  const { status, headers } = response;
  const problem = problemIn(text);
  if (!endpoint && !problem && isFromSomethingElse(status)) {
    return new Failure('No function is set for this page', 'Where this page is, no function answers. ' +
      'Write the address of yours into config.js, as “endpoint”.', { status });
  }
  const wait = retryAfter(headers.get('Retry-After') ?? '');
  const [title, advice] = wordsFor(status, wait > 0 ? delay(wait) : 'in a moment');
  return new Failure(title, advice, { status, wait, ...problem });
}

/** What a bucket or another server of files answers to a prediction. */
const isFromSomethingElse = (status) => [400, 403, 404, 405, 411, 412, 501].includes(status);

function problemIn(text) {
  try {
    const { detail, traceId } = JSON.parse(text);
    return { detail: typeof detail === 'string' ? detail : undefined, traceId };
  } catch {
    return undefined;
  }
}

/** The seconds in a Retry-After header of either form; not above 0 without one. */
const retryAfter = (header) =>
  /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000) || 0;
