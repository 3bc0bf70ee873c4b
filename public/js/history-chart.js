// <history-chart>: the last predictions by time, coloured by model version, with a line at each new version.

import { drawn, element } from './element.js';
import { counted } from './format.js';

const colors = 5;

class HistoryChart extends HTMLElement {
  show(entries) {
    const versions = [...new Set(entries.map(({ version }) => version))];
    const x = (index) => 2 + 96 * (index / Math.max(1, entries.length - 1));
    const parts = entries.flatMap(({ place, version }, index) => [
      ...(version === entries[index - 1]?.version
        ? [] : marker(x(index), version, index, versions.indexOf(version))),
      drawn('circle', {
        cx: `${x(index)}%`, cy: `${95 - 78 * place}%`, r: 4, class: `v${versions.indexOf(version) % colors}`,
      }),
    ]);
    this.replaceChildren(
      drawn('svg', { role: 'img', 'aria-label': this.#words(entries, versions) },
        drawn('line', { class: 'middle', x1: 0, x2: '100%', y1: '56%', y2: '56%' }), ...parts),
      element('ul', { className: 'legend', role: 'list' }, ...versions.map((version, index) =>
        element('li', { className: `v${index % colors}` }, version))));
  }

  #words(entries, versions) {
    const tally = versions.map((version) =>
      `${entries.filter((entry) => entry.version === version).length} by ${version}`);
    return `${counted(entries.length, 'prediction')}: ${tally.join(', ') || 'none yet'}`;
  }
}

/** The line where a version begins, and its name; the first needs no line. */
function marker(x, version, index, row) {
  const anchor = x > 60 ? 'end' : 'start';
  const name = drawn('text', { x: `${x}%`, y: 12 + 14 * (row % 2), 'text-anchor': anchor }, version);
  return index ? [drawn('line', { x1: `${x}%`, x2: `${x}%`, y1: 30, y2: '100%' }), name] : [name];
}

customElements.define('history-chart', HistoryChart);
