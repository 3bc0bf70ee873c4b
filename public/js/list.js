// A list: the rows of a file or of a text, each with its original cells, its text, and what became of it.

import { decode, doubtsAbout } from './bytes.js';
import { proposeColumn } from './columns.js';
import { tableIn } from './dialect.js';
import { withoutOwn } from './download.js';
import { headingsOf } from './headings.js';
import { fits, isEmptyRecord, lineOf } from './records.js';
import { saysSomething, textOf } from './texts.js';

/** Why a row is not sent. */
export const [noText, noFit] = ['without text', 'does not fit'];

/** Reads a file's bytes as a table; `choices` are the person's: encoding, separator, headerRows, column,
 *  resolve. */
export function readTable(name, bytes, choices = {}) {
  const { text, encoding, hasMark } = decode(bytes, choices.encoding);
  const source = { name, encoding, hasMark, doubts: doubtsAbout(text) };
  return /\.txt$/i.test(name) ? readLines(text, source) : readRecords(text, source, choices);
}

/** Reads text that is typed or pasted, or a file of lines: one text a line, cut nowhere. Only where each
 *  line has the same number of tabs, it is a piece of a spreadsheet. */
export function readLines(text, source = {}, choices = {}) {
  const lines = text.split(/\r\n|\r|\n/);
  const filled = lines.filter((line) => line.trim());
  const tabs = new Set(filled.map((line) => line.split('\t').length));
  if (tabs.size === 1 && !tabs.has(1)) {
    return readRecords(text, source, { separator: '\t', ...choices });
  }
  // What is typed has rows only where there is something; a file keeps its own.
  const kept = source.name && lines.at(-1) ? lines : source.name ? lines.slice(0, -1) : filled;
  const records = kept.map((line) => ({ cells: [line], start: 0 }));
  return asTable(text, source, { records, width: 1, separator: '', isLines: true },
    { headerRows: 0, column: 0, ...choices });
}

function readRecords(text, source, choices) {
  return asTable(text, source, withoutOwn(tableIn(text, choices.separator)), choices);
}

function asTable(text, source, table, choices) {
  const found = headingsOf(table.records, table.width);
  const headerRows = choices.headerRows ?? (table.isLines ? 0 : found.headerRows);
  const rows = table.records.slice(headerRows);
  const proposal = proposeColumn(rows.filter((row) => fits(row, table.width)), table.width);
  return {
    ...source, ...table, text, headerRows,
    nameRow: headerRows ? Math.min(found.nameRow ?? 0, headerRows - 1) : undefined,
    proposal: proposal.column,
    column: choices.column ?? proposal.column ?? 0,
    resolve: choices.resolve ?? true,
    odd: rows.filter((row) => !isEmptyRecord(row) && !fits(row, table.width)),
    lineEnd: /\r\n|\r|\n/.exec(text)?.[0] ?? '\r\n',
  };
}

/** What a column is called: by its heading, else by its place. */
export const nameOfColumn = ({ records, nameRow }, column) =>
  records[nameRow]?.cells[column]?.trim() || `Column ${column + 1}`;

/** The rows of a table, all of them and in order: { cells, text, skipped }. */
export const rowsOf = ({ records, headerRows, width, column, resolve, text: whole, isLines }) =>
  records.slice(headerRows).map((record) => {
    const cell = record.cells[column] ?? '';
    const text = isLines ? textOf(cell, resolve).trim() : textOf(cell, resolve);
    const isOdd = !isEmptyRecord(record) && !fits(record, width);
    return {
      cells: record.cells,
      text,
      skipped: isOdd ? noFit : saysSomething(text) ? undefined : noText,
      failure: isOdd ? `line ${lineOf(whole, record)} has ${record.cells.length} fields instead of ${width}`
        : undefined,
    };
  });
