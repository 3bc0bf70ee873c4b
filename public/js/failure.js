// What can go wrong with a call, and what to do about it.

import { endpoint } from '../config.js';
import { addressOf, isElsewhere, isValid } from './address.js';
import { delay, duration } from './format.js';

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

/** A failed call; what to do is `advice`, and `answer` what the function said. */
export class Failure extends Error {
  constructor(title, advice, answer) {
    super(title);
    Object.assign(this, { title, advice, ...answer });
  }
}

/** There was no answer that the browser may show. */
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

/** The answer has an error status; its body is a problem (RFC 9457) when the function wrote it. */
export function refused({ status, headers }, text) {
  const problem = problemIn(text);
  if (!endpoint && !problem && refusalsOfFiles.includes(status)) {
    return new Failure('No function is set for this page', 'Where this page is, no function answers. ' +
      'Write the address of yours into config.js, as “endpoint”.', { status });
  }
  const wait = retryAfter(headers.get('Retry-After') ?? '');
  const [title, advice] = refusals[status === 401 ? 403 : status] ?? refusals[status >= 500 ? 500 : 400];
  const when = wait > 0 ? delay(wait) : 'in a moment';
  return new Failure(title, advice.replace('{when}', when), { status, wait, ...problem });
}

function problemIn(text) {
  try {
    const { detail, traceId } = JSON.parse(text);
    return { detail: detail && String(detail), traceId };
  } catch {
    return undefined;
  }
}

/** The seconds in a Retry-After of either form; not above 0 without one. */
const retryAfter = (header) =>
  /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000) || 0;
