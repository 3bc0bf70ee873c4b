// HTTP status codes for people: what happened, and what to do.

const words = {
  400: ['The function could not read the request', 'Change the sentences, then try again.'],
  401: ['The function wants a sign-in', 'It was deployed for chosen callers only; a page can’t call it.'],
  403: ['The function lets nobody in', 'It was deployed for chosen callers only; a page can’t call it.'],
  404: ['Nothing answers at this address', 'Check the address in config.js, and that the model exists.'],
  413: ['That is too much text at once', 'Send fewer or shorter sentences.'],
  422: ['The model refused a sentence', 'Change the sentence, or send the others without it.'],
  429: ['Too many requests', 'Try again {when}.'],
  500: ['The function failed', 'That is a fault of ours, not of your sentences. Try again {when}.'],
  502: ['The model server failed', 'The function works, but not the server behind it. Try again {when}.'],
  503: ['The model is not available right now', 'It may be restarting or overloaded. Try again {when}.'],
  504: ['The model took too long', 'Try again {when}, or with fewer sentences.'],
};

/** The title and the advice for an error status; `when` completes "Try again …". */
export function wordsFor(status, when) {
  const [title, advice] = words[status] ?? words[status >= 500 ? 500 : 400];
  return [title, advice.replace('{when}', when)];
}
