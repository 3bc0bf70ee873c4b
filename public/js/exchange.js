// Who answered, how long it took, and what was sent and came back.

import { addressOf } from './address.js';
import { button, element } from './element.js';
import { count } from './format.js';
import { nameOf } from './model.js';
import { copy } from './share.js';
import { timeSpentIn } from './times.js';

/** Names the versions that made the readings of rows, with how many of them each has made. */
function versionsOf(rows) {
  const tally = new Map();
  rows.filter(({ reading, model }) => reading && model).forEach(({ model }) =>
    tally.set(nameOf(model), (tally.get(nameOf(model)) ?? 0) + 1));
  return [...tally].map(([name, number]) =>
    (tally.size > 1 ? `${name} (${count(number)})` : name)).join(', ');
}

export const footer = (className, { model, time, text, body }, rows) => element(`div.${className}`,
  element('p.made-by', 'Made by ', element('strong', versionsOf(rows) || nameOf(model))),
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
