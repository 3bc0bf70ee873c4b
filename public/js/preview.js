// What a list is taken for, to be confirmed or corrected before anything is sent.

import { encodings } from './bytes.js';
import { lineOf, nameOfColumn, noFit, rowsOf } from './list.js';
import { rateList } from './rating.js';
import { showResults } from './results.js';
import { limits, tallyOf } from './rows.js';
import { button, count, counted, element, find, say } from './view.js';

const [panel, title] = ['#preview', '#results-title'].map(find);
const names = { '\t': 'tab', ';': 'semicolon', ',': 'comma', '|': 'bar', '': 'none: one column' };
const basic = ['sheet', 'encoding', 'separator'];
const examples = 3;

export const closePreview = () => panel.replaceChildren();

/** What leaves no question is rated at once. */
export async function preview(name, read) {
  const table = await read({});
  if (isObvious(table)) {
    start(table, rowsOf(table));
  } else {
    show(name, read, {}, table);
    say('Nothing is sent yet.');
    panel.querySelector('h3').focus();
  }
}

/** One column, and nothing that is only guessed: bytes that aren't UTF-8 may be of any country. */
const isObvious = (table) => table.encoding !== 'Windows-1252' && table.width === 1 && table.isSure &&
  table.proposal !== undefined && !(table.sheets?.length > 1) && !warningsOf(table).length &&
  table.records.length - table.headerRows <= limits.fileLines;

function show(name, read, choices, table) {
  const rows = rowsOf(table);
  const parts = Math.ceil(rows.length / limits.fileLines);
  const part = Math.min(choices.part ?? 0, parts - 1);
  const listed = rows.slice(part * limits.fileLines, (part + 1) * limits.fileLines);
  const number = listed.filter(({ skipped }) => !skipped).length;
  const choose = async (key, value) => {
    const { sheet, encoding, separator, resolve } = choices;
    const kept = basic.includes(key) ? { sheet, encoding, separator, resolve } : choices;
    const changed = { ...kept, [key]: value };
    show(name, read, changed, await read(changed));
    panel.querySelector(`[name="${key}"]`)?.focus();
  };
  panel.replaceChildren(
    element('h3', { tabIndex: -1 }, `Is ${name} read rightly?`),
    element('p.small', factsOf(rows)),
    ...warningsOf(table).map((warning) => element('p.excess', warning)),
    element('div.tools', selectsOf(table, choose, { choices, number: rows.length, parts, part })),
    element('label.check', element('input', {
      type: 'checkbox', name: 'resolve', checked: table.resolve,
      onchange: ({ target }) => choose('resolve', target.checked),
    }), 'Read &amp; and <br> as what they mean'),
    sampleOf(table, rows),
    element('div.actions',
      element('button.primary', {
        type: 'button', disabled: !number,
        onclick: () => {
          title.focus();
          start(table, listed);
          showResults();
          offerParts(part, parts, (other) => choose('part', other));
        },
      }, `Rate ${counted(number, 'text')}`),
      button('Leave it', closePreview)));
}

function offerParts(part, parts, open) {
  if (parts > 1) {
    panel.replaceChildren(element('p.small', `This is part ${part + 1} of ${parts}.`),
      button('Another part', () => open((part + 1) % parts)));
  }
}

function start(table, rows) {
  closePreview();
  rateList(rows, table);
}

function factsOf(rows) {
  const { empty } = tallyOf(rows);
  return `${counted(rows.length, 'row')}${empty ? `, ${count(empty)} of them without text` : ''}. ` +
    'Nothing is sent before you say so.';
}

function warningsOf({ doubts, odd, text, width }) {
  const lines = odd.slice(0, examples).map((record) => `line ${count(lineOf(text, record))}`).join(', ');
  const [verb, subject] = odd.length === 1 ? ['does', 'It is'] : ['do', 'They are'];
  return [
    doubts && `${doubts} Choose another encoding, unless it should be so.`,
    odd.length && `${counted(odd.length, 'row')} ${verb} not have ${counted(width, 'field')} (${lines}` +
      `${odd.length > examples ? ', …' : ''}). ${subject} kept, but not rated.`,
  ].filter(Boolean);
}

function selectsOf(table, choose, { choices, number, parts, part }) {
  const select = (name, label, options, chosen) => element('label', label, element('select', {
    name, onchange: ({ target }) => choose(name, options[target.selectedIndex][0]),
  }, options.map(([value, text]) => element('option', { selected: value === chosen }, text))));
  const columns = Array.from({ length: table.width }, (_, column) => [column, labelOf(table, column)]);
  const { sheets, isLines, isFile } = table;
  return [
    sheets?.length > 1 && select('sheet', 'Sheet', [...sheets.entries()], choices.sheet ?? 0),
    select('column', 'Texts are in', table.column === undefined ? [[undefined, 'choose a column'], ...columns]
      : columns, table.column),
    !isLines && !sheets && select('separator', 'Separator', Object.entries(names), table.separator),
    select('headerRows', 'Headings', [0, 1, 2, 3, 4, 5].map((each) =>
      [each, each ? counted(each, 'row') : 'none']), table.headerRows),
    isFile && select('encoding', 'Encoding', encodings.map((each) => [each, each]),
      table.encoding),
    parts > 1 && select('part', 'Part', Array.from({ length: parts }, (_, each) => [each,
      `rows ${count(each * limits.fileLines + 1)} to ${count(Math.min(number,
        (each + 1) * limits.fileLines))}`]), part),
  ];
}

function labelOf(table, column) {
  const names = Array.from({ length: table.width }, (_, each) => nameOfColumn(table, each));
  const isTwice = names.indexOf(names[column]) !== names.lastIndexOf(names[column]);
  return shorten(names[column]) + (isTwice ? `, column ${column + 1}` : '') +
    (column === table.proposal ? ' (proposed)' : '');
}

const samples = 3;
const longest = 80;

const shorten = (text) => (text.length > longest ? `${text.slice(0, longest)}…` : text);

function sampleOf(table, rows) {
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
  return element('div.sample', { tabIndex: 0, role: 'region', 'aria-label': 'The first rows' },
    element('table', element('thead', head), element('tbody', body)));
}
