// Where the time of requests went: in words, and drawn to scale.

import { drawn, element, find } from './element.js';
import { counted, duration } from './format.js';

const limit = 30;
const chart = find('latency-chart');

let times = [];

export const timeSpentIn = ({ roundTrip, legs }) => element('div.time',
  element('p', 'Answered in ', element('strong', duration(roundTrip))),
  legs.length ? [scale(legs), legend(legs)] : null);

function scale(legs) {
  const parts = legs.map(([, spent], index) => {
    const part = element(`span.leg${index}`);
    part.style.flexGrow = String(spent);
    return part;
  });
  return element('div.scale', { ariaHidden: 'true' }, parts);
}

const legend = (legs) => element('ul.legend', { role: 'list' }, legs.map(([name, spent], index) =>
  element(`li.leg${index}`, `${name} `, element('strong', duration(spent)))));

export function addTime(time) {
  times = [...times, time].slice(-limit);
  const trips = times.map(({ roundTrip }) => roundTrip).sort((one, other) => one - other);
  const slowest = trips.at(-1);
  const words = `${counted(trips.length, 'request')}: ` +
    `median ${duration(trips[trips.length - 1 >> 1])}, slowest ${duration(slowest)}`;
  chart.replaceChildren(
    drawn('svg', { role: 'img', 'aria-label': words },
      ...times.flatMap((each, index) => bar(each, index, slowest))),
    element('p', words), ...(time.legs.length ? [legend(time.legs)] : []));
}

function bar({ roundTrip, legs }, index, slowest) {
  let top = 100;
  return (legs.length ? legs : [['Network', roundTrip]]).map(([, spent], leg) => {
    const height = 96 * spent / Math.max(slowest, Number.EPSILON);
    top -= height;
    return drawn('rect', {
      class: `leg${leg}`, x: `${index * 100 / limit}%`, y: `${top}%`,
      width: `${80 / limit}%`, height: `${height}%`,
    });
  });
}
