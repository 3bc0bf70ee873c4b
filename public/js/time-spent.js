// Where the time of a request went: one line of words, and the legs of the journey drawn to scale.

import { element } from './element.js';
import { duration } from './format.js';

/** The round trip in words, with the legs of it that are known. */
export function timeSpentIn({ roundTrip, legs }) {
  const words = element('p', {}, 'Answered in ', element('strong', {}, duration(roundTrip)));
  return element('div', { className: 'time' }, words, ...(legs.length ? [scale(legs), legend(legs)] : []));
}

function scale(legs) {
  const parts = legs.map(([, spent]) => {
    const part = element('span');
    part.style.flexGrow = String(spent);
    return part;
  });
  return element('div', { className: 'scale', ariaHidden: 'true' }, ...parts);
}

const legend = (legs) => element('ul', { className: 'legend', role: 'list' },
  ...legs.map(([name, spent]) => element('li', {}, `${name} `, element('strong', {}, duration(spent)))));
