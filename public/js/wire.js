// The request and the answer as they went over the wire, for those who want to call the function themselves.

import { addressOf } from './address.js';
import { element } from './element.js';

/** The call as a command line, and the answer as it came. */
export const exchangeOf = (sentences, text) => [
  element('h3', {}, 'The same from a command line'),
  element('pre', {}, element('code', {}, curlOf(sentences))),
  element('h3', {}, 'The answer, as it came'),
  element('pre', {}, element('code', {}, text)),
];

const curlOf = (sentences) => `curl ${quoted(addressOf('').href)} -H 'Content-Type: application/json' \\\n` +
  `  -d ${quoted(JSON.stringify({ sentences }))}`;

/** Single quotes keep a shell from reading anything into the text. */
const quoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
