// Files and pieces of spreadsheets as lists. A file's separator is the one with which, quotes respected, most
// of its records have the same number of fields.

import { decode, doubtsAbout } from './bytes.js';
import { withoutOwn } from './download.js';
import { headingsOf, proposeColumn } from './headings.js';
import { asTable, readLines } from './list.js';
import { fits, isEmptyRecord, recordsIn, separators, widthOf } from './records.js';

/** `choices` are the person's: encoding, separator, headerRows, column, resolve. */
export function readTable(name, bytes, choices = {}) {
  const { text, encoding, hasMark } = decode(bytes, choices.encoding);
  const source = { name, encoding, hasMark, doubts: doubtsAbout(text), isFile: true };
  return !/\.txt$/i.test(name) ? readRecords(text, source, choices)
    : isSheet(text) ? readRecords(text, source, { separator: '\t', ...choices })
      : readLines(text, source, choices);
}

export function isSheet(text) {
  const { width, share } = widthOf(text.includes('\t') ? recordsIn(text, '\t') : []);
  return width > 1 && share === 1;
}

export const readSheet = (text, choices = {}) =>
  readRecords(text, { hasMark: true }, { separator: '\t', ...choices });

function readRecords(text, source, choices) {
  return readCells(text, source, withoutOwn(tableIn(text, choices.separator)), choices);
}

export function readCells(text, source, table, choices) {
  const found = headingsOf(table.records, table.width);
  const headerRows = choices.headerRows ?? found.headerRows;
  const rows = table.records.slice(headerRows);
  return asTable(text, source, {
    ...found, ...table, headerRows,
    isSure: found.isSure && !table.isProse,
    proposal: proposeColumn(rows.filter((row) => fits(row, table.width)), table.width),
    odd: rows.filter((row) => !isEmptyRecord(row) && !fits(row, table.width)),
  }, choices);
}

const declaration = /^sep=([^\r\n])(?:\r\n|\r|\n|$)/i;

const mostProse = 0.8;

/** `declared` is the line that tells Excel the separator, `isProse` whether one would cut sentences. */
export function tableIn(text, asked) {
  const [declared = '', told] = declaration.exec(text) ?? [];
  const rest = text.slice(declared.length);
  const escapes = rest.includes(String.raw`\"`) ? ['"', '\\'] : ['"'];
  const tried = asked === undefined ? separators.filter((each) => rest.includes(each)) : [asked];
  const candidates = (told ? [told] : tried).flatMap((separator) =>
    escapes.map((escape) => readAs(rest, separator, escape)));
  const fitting = candidates.filter(({ width, share }) => told || asked || (width > 1 && share > 0.5));
  const tables = fitting.filter(({ prose }) => told || asked || prose < mostProse);
  const best = tables.reduce((one, other) => (one && isBetter(one, other) ? one : other), undefined)
    ?? readAs(rest, '', '"');
  const records = best.records.map((record) => ({ ...record, start: record.start + declared.length }));
  return { ...best, declared, records, isProse: fitting.length > 0 && !tables.length };
}

function readAs(text, separator, escape) {
  const records = recordsIn(text, separator, escape);
  const parts = separator ? text.split(separator) : [text];
  return { records, separator, escape, ...(separator ? widthOf(records) : { width: 1, share: 1 }),
    stray: records.reduce((sum, record) => sum + record.stray, 0),
    prose: proseIn(parts),
    decimals: decimalsIn(parts, separator) };
}

const proseIn = (parts) => shareOf(parts, /\p{L}$/u, /^ \p{Ll}/u);

const decimalsIn = (parts, separator) => (separator === ',' ? shareOf(parts, /\d$/, /^\d/) : 0);

const shareOf = (parts, before, after) => parts.slice(1).filter((part, index) =>
  before.test(parts[index].slice(-2)) && after.test(part)).length / Math.max(1, parts.length - 1);

const isBetter = (one, other) => (one.share - other.share || other.stray - one.stray ||
  other.prose + other.decimals - one.prose - one.decimals || one.width - other.width) >= 0;
