// One rating at a time: a newer one replaces it, a slow one is announced, a hopeless one is given up.

import { tooSlow } from './failure.js';
import { predict } from './function-client.js';

const slowAfter = 3_000;
const giveUpAfter = 30_000;

/** The reason for a rating that ended because nobody wants it any more. */
export class Cancelled extends Error {
  constructor(isReplaced) {
    super('Cancelled');
    this.isReplaced = isReplaced;
  }
}

let current;

/** Rates sentences; throws a Failure, or Cancelled. `onSlow` is called once when the answer is late. */
export async function rate(sentences, { onSlow, ...options } = {}) {
  current?.abort(new Cancelled(true));
  const controller = current = new AbortController();
  const slow = onSlow && setTimeout(onSlow, slowAfter);
  const hopeless = setTimeout(() => controller.abort(tooSlow(giveUpAfter)), giveUpAfter);
  try {
    return await predict(sentences, { ...options, signal: controller.signal });
  } finally {
    clearTimeout(slow);
    clearTimeout(hopeless);
  }
}

export const cancel = () => current?.abort(new Cancelled(false));
