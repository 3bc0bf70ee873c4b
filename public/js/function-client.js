// The function's two endpoints. Every promise here ends in an answer or in a Failure.

import { addressOf } from './address.js';
import { notUnderstood, refused, unreachable } from './failure.js';
import { timeSpent } from './server-timing.js';

/** Rates sentences: the function's answer, its text as it came, and the time it took. */
export async function predict(sentences, signal) {
  const started = performance.now();
  const { answer, text, headers } = await call('', signal, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ sentences }),
  });
  const time = timeSpent(performance.now() - started, headers.get('Server-Timing'));

  if (!Array.isArray(answer?.predictions) || answer.predictions.length !== sentences.length) {
    throw notUnderstood('It has no prediction for each sentence.');
  }
  return { ...answer, text, time };
}

/** The model version that would answer now. */
export async function describeModel(signal) {
  const { answer } = await call('model', signal);
  return answer?.model ?? {};
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
    const response = await fetch(addressOf(resource), { ...request, signal, cache: 'no-store' });
    return { response, text: await response.text() };
  } catch {
    throw signal?.aborted ? signal.reason : unreachable();
  }
}
