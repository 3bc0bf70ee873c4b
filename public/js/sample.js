// The first rows of a list, as they are read.

import { element } from './element.js';
import { nameOfColumn, noFit } from './list.js';

const samples = 3;
const longest = 80;

export const shorten = (text) => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** Three rows that have something in the chosen column. */
export function sampleOf(table, rows) {
  const fitting = rows.filter(({ skipped }) => skipped !== noFit);
  const filled = fitting.filter(({ skipped }) => !skipped);
  const columns = Array.from({ length: table.width }, (_, column) => column);
  const cell = (name, column, ...parts) =>
    element(`${name}.${column === table.column ? 'chosen' : ''}`, ...parts);
  const head = element('tr', columns.map((column) =>
    cell('th', column, { scope: 'col' }, shorten(nameOfColumn(table, column)))));
  const body = (filled.length ? filled : fitting).slice(0, samples).map(({ text, cells }) =>
    element('tr', columns.map((column) =>
      cell('td', column, { dir: 'auto' }, shorten(column === table.column ? text : cells[column] ?? '')))));
  return element('div.sample', { tabIndex: 0, role: 'region', ariaLabel: 'The first rows' },
    element('table', element('thead', head), element('tbody', body)));
}
