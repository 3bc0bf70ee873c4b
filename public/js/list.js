// A list: the rows of a file or of a text, each with its original cells, its text, and what became of it.

import { decode, doubtsAbout } from './bytes.js';
import { proposeColumn } from './columns.js';
import { tableIn } from './dialect.js';
import { withoutOwn } from './download.js';
import { headingsOf } from './headings.js';
import { fits, isEmptyRecord, lineOf, recordsIn } from './records.js';
import { isBlank, saysSomething, textOf } from './texts.js';

/** Why a row is not sent. */
export const [noText, noFit] = ['without text', 'does not fit'];

/** Reads a file's bytes as a table; `choices` are the person's: encoding, separator, headerRows, column,
 *  resolve. */
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
  // What is typed has rows only where there is something; a file keeps its own.
  const kept = !source.isFile ? lines.filter((line) => !isBlank(line))
    : lines.at(-1) ? lines : lines.slice(0, -1);
  const records = kept.map((line) => ({ cells: [line], start: 0 }));
  const table = { records, width: 1, separator: '', isLines: true };
  return asTable(text, source, table, { column: 0, ...choices });
}

/** Whether a text is a piece of a spreadsheet: each of its rows has the same number of tabs. */
export function isSheet(text) {
  const records = text.includes('\t') ? recordsIn(text, '\t') : [];
  const widths = new Set(records.filter((record) => !isEmptyRecord(record)).map(({ cells }) => cells.length));
  return widths.size === 1 && !widths.has(1);
}

/** Reads a piece of a spreadsheet. */
export const readSheet = (text, choices = {}) =>
  readRecords(text, { hasMark: true }, { separator: '\t', ...choices });

/** Reads the records of a workbook's sheet. */
export const readSheetOf = (name, sheets, records, choices = {}) => {
  const width = records[0]?.cells.length ?? 1;
  return asTable('', { name, sheets, hasMark: true }, withoutOwn({ records, width, separator: '' }), choices);
};

function readRecords(text, source, choices) {
  return asTable(text, source, withoutOwn(tableIn(text, choices.separator)), choices);
}

function asTable(text, source, table, choices) {
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

/** What a column is called: by its heading, else by its place. */
export const nameOfColumn = ({ records, nameRow }, column) =>
  records[nameRow]?.cells[column]?.trim() || `Column ${column + 1}`;

/** The rows of a table, all of them and in order: { cells, text, skipped }. */
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
