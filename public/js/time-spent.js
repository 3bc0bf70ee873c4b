// Where the time of a request went: one line of words, and the legs of the journey drawn to scale.

import { element } from './element.js';
import { duration } from './format.js';

/** The round trip in words, with the legs of it that are known. */
export function timeSpentIn({ roundTrip, legs }) {
  const words = element('p', {}, 'Answered in ', element('strong', {}, duration(roundTrip)));
  return element('div', { className: 'time' }, words, ...(legs.length ? [scale(legs), legend(legs)] : []));
}

function scale(legs) {
  const parts = legs.map(([, spent], index) => {
    const part = element('span', { className: `leg${index}` });
    part.style.flexGrow = String(spent);
    return part;
  });
  return element('div', { className: 'scale', ariaHidden: 'true' }, ...parts);
}

/** The legs of the journey, each with its colour. */
export const legend = (legs) => element('ul', { className: 'legend', role: 'list' },
  ...legs.map(([name, spent], index) =>
    element('li', { className: `leg${index}` }, `${name} `, element('strong', {}, duration(spent)))));
