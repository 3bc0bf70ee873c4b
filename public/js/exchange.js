// Who answered, how long it took, and what was sent and came back.

import { addressOf } from './address.js';
import { button, element } from './element.js';
import { nameOf } from './model.js';
import { copy } from './share.js';
import { timeSpentIn } from './times.js';

export const footer = (className, { model, time, text, body }) => element(`div.${className}`,
  element('p.made-by', 'Made by ', element('strong', nameOf(model))),
  timeSpentIn(time),
  element('details', element('summary', 'Request and answer'), text && exchangeOf(body, text)));

function exchangeOf(body, text) {
  const curl = `curl ${quoted(addressOf('').href)} -H 'Content-Type: application/json' ` +
    `\\\n  -d ${quoted(body)}`;
  return [
    element('h3', 'The same from a command line'),
    element('pre', element('code', curl)),
    button('Copy curl', () => copy(curl, 'The command')),
    element('h3', 'The answer, as it came'),
    element('pre', element('code', text)),
  ];
}

/** Single quotes keep a shell from reading anything into the text. */
const quoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
