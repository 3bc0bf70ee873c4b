// <latency-chart>: how long the last requests took, each split into network, function and model server.

import { drawn, element } from './element.js';
import { counted, duration } from './format.js';
import { legend } from './time-spent.js';

const limit = 30;

class LatencyChart extends HTMLElement {
  #times = [];

  add(time) {
    this.#times = [...this.#times, time].slice(-limit);
    const trips = this.#times.map(({ roundTrip }) => roundTrip).sort((one, other) => one - other);
    const median = trips[Math.floor((trips.length - 1) / 2)];
    const slowest = trips.at(-1);
    const words = `${counted(trips.length, 'request')}: ` +
      `median ${duration(median)}, slowest ${duration(slowest)}`;
    this.replaceChildren(
      drawn('svg', { role: 'img', 'aria-label': words },
        ...this.#times.flatMap((each, index) => this.#bar(each, index, slowest))),
      element('p', {}, words),
      ...(time.legs.length ? [legend(time.legs)] : []));
  }

  /** One bar; a request whose split is unknown is all network. */
  #bar({ roundTrip, legs }, index, slowest) {
    let top = 100;
    return (legs.length ? legs : [['Network', roundTrip]]).map(([, spent], leg) => {
      const height = 96 * spent / Math.max(slowest, Number.EPSILON);
      top -= height;
      return drawn('rect', {
        class: `leg${leg}`,
        x: `${index * 100 / limit}%`,
        y: `${top}%`,
        width: `${80 / limit}%`,
        height: `${height}%`,
      });
    });
  }
}

customElements.define('latency-chart', LatencyChart);
