// A list: the rows of a file or of a text. A file's separator is the one with which, quotes respected, most
// of its records have the same number of fields.

import { decode, doubtsAbout } from './bytes.js';
import { withoutOwn } from './download.js';
import { headingsOf, proposeColumn } from './headings.js';
import { fits, isEmptyRecord, lineOf, recordsIn, separators, widthOf } from './records.js';
import { isBlank, saysSomething, textOf } from './texts.js';

export const [noText, noFit] = ['without text', 'does not fit'];

/** `choices` are the person's: encoding, separator, headerRows, column, resolve. */
export function readTable(name, bytes, choices = {}) {
  const { text, encoding, hasMark } = decode(bytes, choices.encoding);
  const source = { name, encoding, hasMark, doubts: doubtsAbout(text), isFile: true };
  return !/\.txt$/i.test(name) ? readRecords(text, source, choices)
    : isSheet(text) ? readRecords(text, source, { separator: '\t', ...choices })
      : readLines(text, source, choices);
}

/** Reads text that is typed or pasted, or a file of lines: one text a line, cut nowhere. */
export function readLines(text, source = { hasMark: true }, choices = {}) {
  const lines = text.split(/\r\n|\r|\n/);
  const kept = !source.isFile ? lines.filter((line) => !isBlank(line))
    : lines.at(-1) ? lines : lines.slice(0, -1);
  const records = kept.map((line) => ({ cells: [line], start: 0 }));
  const table = { records, width: 1, separator: '', isLines: true };
  return asTable(text, source, table, { column: 0, ...choices });
}

export function isSheet(text) {
  const records = text.includes('\t') ? recordsIn(text, '\t') : [];
  const widths = new Set(records.filter((record) => !isEmptyRecord(record)).map(({ cells }) => cells.length));
  return widths.size === 1 && !widths.has(1);
}

export const readSheet = (text, choices = {}) =>
  readRecords(text, { hasMark: true }, { separator: '\t', ...choices });

function readRecords(text, source, choices) {
  return asTable(text, source, withoutOwn(tableIn(text, choices.separator)), choices);
}

export function asTable(text, source, table, choices) {
  const found = table.isLines ? { headerRows: 0, isSure: true } : headingsOf(table.records, table.width);
  const headerRows = choices.headerRows ?? found.headerRows;
  const rows = table.records.slice(headerRows);
  const proposal = table.isLines ? 0
    : proposeColumn(rows.filter((row) => fits(row, table.width)), table.width);
  return {
    ...source, ...table, text, headerRows,
    nameRow: headerRows ? Math.min(found.nameRow ?? 0, headerRows - 1) : undefined,
    isSure: found.isSure && !table.isProse,
    proposal,
    column: choices.column ?? proposal,
    resolve: choices.resolve ?? true,
    odd: rows.filter((row) => !isEmptyRecord(row) && !fits(row, table.width)),
    lineEnd: (source.isFile && /\r\n|\r|\n/.exec(text)?.[0]) || '\r\n',
  };
}

export const nameOfColumn = ({ records, nameRow }, column) =>
  records[nameRow]?.cells[column]?.trim() || `Column ${column + 1}`;

export const rowsOf = ({ records, headerRows, width, column, resolve, text: whole }) =>
  records.slice(headerRows).map((record) => {
    const cell = record.cells[column] ?? '';
    const text = textOf(cell, resolve).trim();
    const isOdd = !isEmptyRecord(record) && !fits(record, width);
    return {
      cells: record.cells,
      text,
      skipped: isOdd ? noFit : saysSomething(text) ? undefined : noText,
      failure: isOdd ? `line ${lineOf(whole, record)} has ${record.cells.length} fields instead of ${width}`
        : undefined,
    };
  });

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
  const begins = declared.length;
  const records = best.records.map((record) => ({ ...record, start: record.start + begins }));
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
