// A list as a file: its own columns, rows and order, and what the model said beside them.

import { fits, isEmptyRecord } from './records.js';
import { calculated } from './list.js';

export const added = ['label', 'score', 'version', 'failure'];

const number = /^[+-]?[\d.,]*\d(?:e[+-]?\d+)?%?$/i;
const bare = /^[\p{L}\p{N}_.:-]*$/u;

export function cellFor(value) {
  const text = String(value ?? '');
  const guarded = calculated.test(text) && !number.test(text) ? `'${text}` : text;
  return bare.test(guarded) ? guarded : `"${guarded.replaceAll('"', '""')}"`;
}

export function fileOf(table, rows, separator) {
  const names = namesFor(table);
  const line = (cells) => cells.map(cellFor).join(separator);
  const beside = (record, outcome) =>
    line([...(fits(record, table.width) ? record.cells.slice(0, table.width) : record.cells), ...outcome]);
  const headings = table.records.slice(0, table.headerRows).map((record, index) =>
    beside(record, index === table.nameRow ? names : added.map(() => '')));
  const body = rows.map((row) => (isEmptyRecord(row) && table.width > 1 ? '' : beside(row, outcomeOf(row))));
  const lines = [...(table.isLines ? [line(['sentence', ...added])] : headings), ...body];
  return (table.hasMark || table.encoding !== 'UTF-8' ? '\ufeff' : '') + (table.declared ?? '') +
    lines.map((each) => each + table.lineEnd).join('');
}

const outcomeOf = ({ reading, failure, model }) =>
  [reading?.label ?? reading?.raw, reading?.score, reading && model?.version, failure];

function namesFor({ records, nameRow }) {
  const taken = new Set(records[nameRow]?.cells.map((cell) => cell.trim().toLowerCase()));
  let suffix = '';
  for (let next = 2; added.some((name) => taken.has(name + suffix)); next += 1) {
    suffix = ` ${next}`;
  }
  return added.map((name) => name + suffix);
}

export function withoutOwn(table) {
  const width = table.width - added.length;
  const named = table.records.findIndex(({ cells }) => isOwnHeading(cells.slice(width)));
  const outcomes = table.records.filter((record) => !isEmptyRecord(record))
    .map(({ cells }) => cells.slice(width));
  const own = width > 0 && ((named >= 0 && named < 4) ||
    (outcomes.every(isOwnOutcome) && outcomes.some(([label]) => label)));
  return own ? { ...table, width, records: table.records.map((record) => (isEmptyRecord(record) ? record
    : { ...record, cells: record.cells.slice(0, -added.length) })) } : table;
}

const isOwnHeading = (cells) => {
  const suffix = cells[0]?.replace(/^label/, '');
  return /^(?: \d+)?$/.test(suffix) && added.every((name, index) => cells[index] === name + suffix);
};

const isOwnOutcome = ([label, score, version, failure, ...more]) => more.length === 0 &&
  (label ? score >= 0 && score <= 1 && failure === '' : score === '' && version === '');
