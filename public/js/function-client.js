// The function's two endpoints. Every promise here ends in an answer or in a Failure.

import { addressOf } from './address.js';
import { notUnderstood, refused, unreachable } from './failure.js';
import { timeSpent } from './server-timing.js';

/**
 * Rates sentences, and explains their words if wanted: the function's answer, its text as it came, the time
 * it took, and the request that was made.
 */
export async function predict(sentences, { signal, version, explain } = {}) {
  const started = performance.now();
  const body = JSON.stringify(explain ? { sentences, explain } : { sentences });
  const { answer, text, headers } = await call(['', version], signal, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  const time = timeSpent(performance.now() - started, headers.get('Server-Timing'));

  if (!Array.isArray(answer?.predictions) || answer.predictions.length !== sentences.length) {
    throw notUnderstood('It has no prediction for each sentence.');
  }
  return { ...answer, model: answer.model ?? {}, text, time, body };
}

/** The model version that would answer now. */
export async function describeModel() {
  const { answer } = await call(['model']);
  return answer ?? {};
}

async function call(resource, signal, request) {
  const { response, text } = await exchange(resource, signal, request);
  if (!response.ok) {
    throw refused(response, text);
  }
  try {
    return { answer: JSON.parse(text), text, headers: response.headers };
  } catch {
    throw notUnderstood('It is not JSON.');
  }
}

async function exchange(resource, signal, request) {
  try {
    const response = await fetch(addressOf(...resource), { ...request, signal, cache: 'no-store' });
    return { response, text: await response.text() };
  } catch {
    throw signal?.aborted ? signal.reason : unreachable();
  }
}
