// The request and the answer as they went over the wire, for those who want to call the function themselves.

import { addressOf } from './address.js';
import { button, element } from './element.js';
import { copy } from './share.js';

/** The call as a command line, and the answer as it came. */
export const exchangeOf = (body, text) => [
  element('h3', {}, 'The same from a command line'),
  element('pre', {}, element('code', {}, curlOf(body))),
  button('Copy curl', () => copy(curlOf(body), 'The command')),
  element('h3', {}, 'The answer, as it came'),
  element('pre', {}, element('code', {}, text)),
];

const curlOf = (body) => `curl ${quoted(addressOf('').href)} -H 'Content-Type: application/json' \\\n` +
  `  -d ${quoted(body)}`;

/** Single quotes keep a shell from reading anything into the text. */
const quoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
