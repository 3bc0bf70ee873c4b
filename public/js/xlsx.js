// Excel's workbooks (ECMA-376, SpreadsheetML), as far as a list needs them: the cells of a sheet as text.

import { withoutOwn } from './download.js';
import { readCells } from './tables.js';
import { filesIn, textOfFile } from './zip.js';

const mostRows = 100_000;
const mostColumns = 1_000;

// What other archives have in them that begin like a workbook.
const others = [
  [/^word\//, 'a Word document'],
  [/^ppt\//, 'a PowerPoint presentation'],
  [/^xl\/workbook\.bin$/, 'a binary Excel workbook (.xlsb)'],
  [/^content\.xml$/, 'an OpenDocument file'],
  [/^Index\/.*\.iwa$/, 'a Numbers, Pages or Keynote document'],
];

const dates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
const day = 86_400_000;

/** Opens a workbook: { sheets, read } with the names of its sheets, and the records of one of them. */
export async function openWorkbook(bytes) {
  const files = filesIn(bytes);
  const text = (name) => textOfFile(bytes, files, name);
  const parts = ['workbook.xml', '_rels/workbook.xml.rels', 'sharedStrings.xml', 'styles.xml'];
  const [workbook, links, strings, styles] = await Promise.all(parts.map((name) => text(`xl/${name}`)));
  if (!workbook) {
    const [, kind] = others.find(([name]) => [...files.keys()].some((file) => name.test(file))) ?? [];
    throw new Error(`it is ${kind ?? 'a ZIP archive'}`);
  }
  const targets = new Map(tagsIn(links, 'Relationship').map(({ Id, Target }) => [Id, Target]));
  const sheets = tagsIn(workbook, 'sheet').filter((sheet) => sheet.state !== 'veryHidden');
  const shared = stringsIn(strings);
  const toDate = dateFormats(styles, tagsIn(workbook, 'workbookPr')[0]?.date1904);
  return {
    sheets: sheets.map(({ name }) => name),
    read: async (index) => {
      const target = targets.get(sheets[index]['r:id']) ?? '';
      return recordsOf(await text(target.startsWith('/') ? target.slice(1) : `xl/${target}`), shared, toDate);
    },
  };
}

/** The attributes of each element of a name. */
function tagsIn(xml, name) {
  const tags = xml.matchAll(new RegExp(String.raw`<(?:\w+:)?${name}(\s[^>]*?)?\/?>`, 'g'));
  return [...tags].map(([, attributes = '']) => Object.fromEntries(
    [...attributes.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)]
      .map(([, key, one, other]) => [key, unescaped(one ?? other)])));
}

/** The texts of the elements of a name, with what is in between left out; phonetic hints are none. */
const textsIn = (xml) => [...xml.replace(/<(?:\w+:)?rPh\b[^]*?<\/(?:\w+:)?rPh>/g, '')
  .matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</g)].map(([, text]) => unescaped(text)).join('');

const stringsIn = (xml) => [...xml.matchAll(/<(?:\w+:)?si(?:\s[^>]*)?(?:\/>|>([^]*?)<\/(?:\w+:)?si>)/g)]
  .map(([, content = '']) => textsIn(content));

const characters = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (text) => text
  .replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, decimal, hexadecimal, name) => characters[name] ??
    (name ? all : String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16))))
  .replace(/_x([\dA-F]{4})_/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));

/** How to write the numbers of a style that are dates; undefined for styles of other numbers. */
function dateFormats(styles, date1904) {
  const custom = new Set(tagsIn(styles, 'numFmt')
    .filter(({ formatCode = '' }) => /[ymdhs]/i.test(formatCode.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')))
    .map(({ numFmtId }) => Number(numFmtId)));
  const [, formats = ''] = /<(?:\w+:)?cellXfs\b[^>]*>([^]*?)<\/(?:\w+:)?cellXfs>/.exec(styles) ?? [];
  const isDate = tagsIn(formats, 'xf').map(({ numFmtId }) => Number(numFmtId))
    .map((format) => dates.has(format) || custom.has(format));
  // Excel counts a 29 February 1900 that never was.
  const origin = Date.UTC(...(['1', 'true'].includes(date1904) ? [1904, 0, 1] : [1899, 11, 30]));
  return (style, serial) => (isDate[style] && serial >= 0 && serial < 2_958_466
    ? written(new Date(origin + Math.round(serial * day / 1000) * 1000), serial) : undefined);
}

function written(moment, serial) {
  const [date, time] = moment.toISOString().slice(0, 19).split('T');
  return serial < 1 ? time : Number.isInteger(serial) ? date : `${date} ${time}`;
}

/** The rows of a sheet as records of the same number of cells; rows that are not there are empty. */
function recordsOf(xml, shared, toDate) {
  const rows = [];
  for (const [, attributes = '', content = ''] of
    xml.matchAll(/<(?:\w+:)?row(\s[^>]*?)?(?:\/>|>([^]*?)<\/(?:\w+:)?row>)/g)) {
    const row = Number(/\sr="(\d+)"/.exec(attributes)?.[1] ?? rows.length + 1) - 1;
    if (row >= mostRows) {
      throw new Error('its sheet has more than 100,000 rows');
    }
    while (rows.length <= row) {
      rows.push([]);
    }
    rows[row] = cellsOf(content, shared, toDate);
  }
  const width = Math.max(1, ...rows.map((cells) => cells.length));
  const filled = (cells) => Array.from({ length: width }, (_, column) => cells[column] ?? '');
  return rows.map((cells) => ({ cells: filled(cells), start: 0 }));
}

function cellsOf(xml, shared, toDate) {
  const cells = [];
  for (const [, attributes = '', content = ''] of
    xml.matchAll(/<(?:\w+:)?c(\s[^>]*?)?(?:\/>|>([^]*?)<\/(?:\w+:)?c>)/g)) {
    const [, letters] = /\sr="([A-Z]+)/.exec(attributes) ?? [];
    const column = letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt() - 64, 0) - 1
      : cells.length;
    if (column < mostColumns) {
      cells[column] = valueOf(attributes, content, shared, toDate);
    }
  }
  return cells;
}

function valueOf(attributes, content, shared, toDate) {
  const [, type = 'n'] = /\st="(\w+)"/.exec(attributes) ?? [];
  const [, value = ''] = /<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</.exec(content) ?? [];
  switch (type) {
    case 's': return shared[Number(value)] ?? '';
    case 'inlineStr': return textsIn(content);
    case 'b': return value === '1' ? 'TRUE' : 'FALSE';
    case 'n': return value === '' ? ''
      : toDate(/\ss="(\d+)"/.exec(attributes)?.[1], Number(value)) ?? String(Number(value));
    default: return unescaped(value);
  }
}

/** Reads the table of the sheet that is chosen. */
export async function readSheetOf(name, { sheets, read }, choices) {
  const records = await read(choices.sheet ?? 0);
  const table = withoutOwn({ records, width: records[0]?.cells.length ?? 1, separator: '' });
  return readCells('', { name, sheets, hasMark: true }, table, choices);
}
