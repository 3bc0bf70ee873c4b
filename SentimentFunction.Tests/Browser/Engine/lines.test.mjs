// Text that is typed or pasted, and files of lines: one text a line.

import assert from 'node:assert';
import { test } from 'node:test';
import { readLines, readTable, rowsOf } from '../../../public/js/list.js';

const textsOf = (table) => rowsOf(table).map(({ text }) => text);

test('a line is cut nowhere', () => assert.deepStrictEqual(
  textsOf(readLines('one, two; three | four\r\n\n "five", six \rseven\tand more')),
  ['one, two; three | four', '"five", six', 'seven\tand more']));

test('a piece of a spreadsheet is cut at its tabs', () => assert.deepStrictEqual(
  textsOf(readLines('1\tI liked it, all of it\n2\tSo did we\n')), ['I liked it, all of it', 'So did we']));

test('a first line of a text is no heading', () =>
  assert.deepStrictEqual(textsOf(readLines('comment\nI liked it')), ['comment', 'I liked it']));

test('a file of lines keeps its empty ones', () => {
  const rows = rowsOf(readTable('list.txt', new TextEncoder().encode('a, b\n\nc\n')));
  assert.deepStrictEqual(rows.map(({ text, skipped }) => skipped ?? text), ['a, b', 'without text', 'c']);
});
