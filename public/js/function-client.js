// The function's two endpoints. A newer rating replaces an older one.

import { addressOf, notUnderstood, refused, replaced, tooSlow, unreachable } from './failure.js';

const slowAfter = 3_000;
const giveUpAfter = 30_000;

let current;

export const cancel = (why) => current?.abort(why);

export async function rate(sentences, { onSlow, version, explain, onError } = {}) {
  cancel(replaced);
  const { signal } = current = new AbortController();
  const controller = current;
  const timers = [
    setTimeout(() => onSlow?.(), slowAfter),
    setTimeout(() => controller.abort(tooSlow(giveUpAfter)), giveUpAfter),
  ];
  try {
    return await predict(JSON.stringify({ sentences, explain, onError }), sentences.length, version, signal);
  } finally {
    timers.forEach(clearTimeout);
  }
}

async function predict(body, number, version, signal) {
  const started = performance.now();
  const { answer, text, headers } = await call(['', version], {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body, signal,
  });
  const time = timeSpent(performance.now() - started, headers.get('Server-Timing') ?? '');
  if (!Array.isArray(answer?.predictions) || answer.predictions.length !== number) {
    throw notUnderstood('It has no prediction for each sentence.');
  }
  return { ...answer, model: answer.model ?? {}, text, time, body };
}

export const describeModel = async () => (await call(['model'])).answer ?? {};

async function call(resource, request) {
  const { response, text } = await exchange(resource, request);
  if (!response.ok) {
    throw refused(response, text);
  }
  try {
    return { answer: JSON.parse(text), text, headers: response.headers };
  } catch {
    throw notUnderstood('It is not JSON.');
  }
}

async function exchange(resource, request) {
  try {
    const response = await fetch(addressOf(...resource), { ...request, cache: 'no-store' });
    return { response, text: await response.text() };
  } catch {
    throw request?.signal.aborted ? request.signal.reason : unreachable();
  }
}

function timeSpent(roundTrip, header) {
  const spent = (name) =>
    Number(new RegExp(String.raw`(?:^|,)\s*${name}\s*;[^,]*\bdur="?([\d.]+)`, 'i').exec(header)?.[1]);
  const [total, upstream] = [spent('total'), spent('upstream') || 0];
  const legs = Number.isNaN(total) ? []
    : [['Network', roundTrip - total], ['Function', total - upstream], ['Model server', upstream]];
  return { roundTrip, legs: legs.map(([name, time]) => [name, Math.max(0, time)]) };
}
