// Text that is typed or pasted, and files of lines: one text a line.

import assert from 'node:assert';
import { test } from 'node:test';
import './names.mjs';
import { readLines, rowsOf } from '../../../public/js/list.js';
import { isSheet, readSheet, readTable } from '../../../public/js/tables.js';

const textsOf = (table) => rowsOf(table).map(({ text }) => text);

test('a line is cut nowhere', () => assert.deepStrictEqual(
  textsOf(readLines('one, two; three | four\r\n\n "five", six \rseven\tand more')),
  ['one, two; three | four', '"five", six', 'seven\tand more']));

const pieces = [
  ['1\tI liked it, all of it\n2\tSo did we\n', ['I liked it, all of it', 'So did we']],
  ['id\tcomment\r\n1\t"I liked it\r\nand ""more"""\r\n\r\n2\t\r\n', ['I liked it\r\nand "more"', '', '']],
  ['fine\tbad', ['fine']],
];

for (const [text, texts] of pieces) {
  test(`a piece of a spreadsheet is cut at its tabs: ${JSON.stringify(text)}`, () => {
    assert.ok(isSheet(text));
    assert.deepStrictEqual(textsOf(readSheet(text)), texts);
  });
}

test('tabs here and there are no spreadsheet', () =>
  assert.ok(!isSheet('one\ttwo\nthree') && !isSheet('one\ttwo\nthree\tfour\tfive') && !isSheet('one\ntwo')));

test('a first line of a text is no heading', () =>
  assert.deepStrictEqual(textsOf(readLines('comment\nI liked it')), ['comment', 'I liked it']));

test('a file of lines keeps its empty ones', () => {
  const rows = rowsOf(readTable('list.txt', new TextEncoder().encode('a, b\n\nc\n')));
  assert.deepStrictEqual(rows.map(({ text, skipped }) => skipped ?? text), ['a, b', 'without text', 'c']);
});

test('a file of lines that is a piece of a spreadsheet is cut at its tabs', () => {
  const table = readTable('unicode.txt', new TextEncoder().encode('id\tcomment\r\n1\tFine\r\n2\tBad\r\n'));
  assert.deepStrictEqual(textsOf(table), ['Fine', 'Bad']);
});

test('what may be one column or two is asked', () => {
  const bytes = new TextEncoder().encode('Nice room, bad food\nBad room, nice food\n');
  assert.ok(!readTable('list.csv', bytes).isSure);
});
