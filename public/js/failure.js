// Everything that can go wrong with a call, in plain words, and what to do about it.

import { addressOf, isElsewhere, isValid } from './address.js';
import { endpoint } from '../config.js';
import { delay, duration } from './format.js';
import { wordsFor } from './status-words.js';

/** A failed call. `advice` says what to do; `detail` and `traceId` come from the function, if it answered. */
export class Failure extends Error {
  constructor(title, advice, { status, detail, traceId } = {}) {
    super(title);
    Object.assign(this, { title, advice, status, detail, traceId });
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
  const problem = problemIn(text);
  const [title, advice] = wordsFor(response.status, retryAfter(response.headers));
  return new Failure(title, advice, { status: response.status, ...problem });
}

function problemIn(text) {
  try {
    const { detail, traceId } = JSON.parse(text) ?? {};
    return { detail: typeof detail === 'string' ? detail : undefined, traceId };
  } catch {
    return {};
  }
}

/** "in 12 seconds" from a Retry-After header of either form; "in a moment" without one. */
function retryAfter(headers) {
  const header = headers.get('Retry-After') ?? '';
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000);
  return seconds > 0 ? delay(seconds) : 'in a moment';
}
