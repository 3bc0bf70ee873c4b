// Records and fields, as people and programs write them.

import assert from 'node:assert';
import { test } from 'node:test';
import { lineOf } from '../../../public/js/list.js';
import { fieldsIn, fits, recordsIn } from '../../../public/js/records.js';
import { tableIn } from '../../../public/js/tables.js';
import { random } from './random.mjs';

const cellsOf = (text, separator = ',', escape = '"') =>
  recordsIn(text, separator, escape).map(({ cells }) => cells);

const read = [
  ['', []],
  ['a', [['a']]],
  ['a\n', [['a']]],
  ['a,b', [['a', 'b']]],
  ['a,', [['a', '']]],
  [',', [['', '']]],
  [',\n', [['', '']]],
  ['\n', [['']]],
  ['\n\n', [[''], ['']]],
  ['a\r\nb\rc\nd', [['a'], ['b'], ['c'], ['d']]],
  ['a\u2028b\u0085c\u000bd', [['a\u2028b\u0085c\u000bd']]],
  [' a , b ', [[' a ', ' b ']]],
  ['"a,b",c', [['a,b', 'c']]],
  ['""', [['']]],
  ['"",""', [['', '']]],
  ['"a\r\nb",c', [['a\r\nb', 'c']]],
  ['"He said ""no""",c', [['He said "no"', 'c']]],
  ['"""",c', [['"', 'c']]],
  ['a, "b, c" ,d', [['a', 'b, c', 'd']]],
  ['27" screen,ok', [['27" screen', 'ok']]],
  ['"27" screen",ok', [['27" screen', 'ok']]],
  ['"He said "no", and left",5', [['He said "no', ' and left"', '5']]],
  ['"Great" he said,5', [['"Great" he said', '5']]],
  ['"a', [['"a']]],
  ['"a,b\nc,d', [['"a', 'b'], ['c', 'd']]],
  ['1,"good\n2,"bad"\n3,"so"', [['1', '"good'], ['2', 'bad'], ['3', 'so']]],
  ['"Great" he said\n"Awful"\n', [['"Great" he said'], ['Awful']]],
];

for (const [text, cells] of read) {
  test(`${JSON.stringify(text)} is read`, () => assert.deepStrictEqual(cellsOf(text), cells));
}

test('a backslash before a quote keeps it', () =>
  assert.deepStrictEqual(cellsOf(String.raw`"He said \"no\", and \\ left",5`, ',', '\\'),
    [[String.raw`He said "no", and \ left`, '5']]));

test('no character between two fields is skipped', () => {
  const next = random(1);
  for (let time = 0; time < 20_000; time += 1) {
    const text = Array.from({ length: next(24) }, () => 'ab,;\t|"\n\r \\'[next(11)]).join('');
    for (const separator of ['', ',', ';', '\t', '|']) {
      for (const escape of ['"', '\\']) {
        assertWhole(text, separator, escape);
      }
    }
  }
});

/** What lies between two fields is one separator or line end, and within a field nothing but its quotes and
 *  the spaces around them is left out. */
function assertWhole(text, separator, escape) {
  let at;
  for (const { cell, start, end, isLast } of fieldsIn(text, separator, escape)) {
    const between = text.slice(at ?? 0, start);
    assert.ok(at === undefined ? between === '' : [separator, '\n', '\r', '\r\n'].includes(between),
      `${JSON.stringify(text)} skips ${JSON.stringify(between)}`);
    const raw = text.slice(start, end);
    const quoted = /^[ \t]*"([^]*)"[ \t]*$/.exec(raw)?.[1];
    const inQuotes = escape === '"' ? quoted?.replaceAll('""', '"') : quoted?.replace(/\\(["\\])/g, '$1');
    assert.ok(cell === raw || cell === inQuotes,
      `${JSON.stringify([text, separator, escape])}: ${raw} as ${cell}`);
    assert.strictEqual(isLast, text[end] !== separator || separator === '');
    at = end;
  }
  assert.match(text.slice(at ?? 0), /^(?:\r\n|\r|\n)?$/);
}

test('the line of a record counts those in quotes', () => {
  const text = 'a,b\r\n"x\ny",1\r2,3';
  assert.deepStrictEqual(recordsIn(text, ',').map((record) => lineOf(text, record)), [1, 2, 4]);
});

test('a record with other fields does not fit', () => {
  assert.ok(fits({ cells: ['a', 'b', '', ''] }, 2) && fits({ cells: ['a', 'b'] }, 2));
  assert.ok(!fits({ cells: ['a', 'b', 'c'] }, 2) && !fits({ cells: ['a'] }, 2));
});

const separated = [
  ['a,b\n1,x\n2,y', ','],
  ['a;b\n1,5;Hello, you\n2,5;Bye, you', ';'],
  ['1;Hello, you\n2;Bye, you', ';'],
  ['a\tb\nx, y\tz, w', '\t'],
  ['a|b\n1|so, so\n2|well; yes', '|'],
  ['Nice, but far\nAwful\nGreat', ''],
  ['comment\nThe room was nice, but cold\nThe food was good, and cheap\nLovely, all of it', ''],
  ['Nice rooms; we come again\nBad food; never again', ''],
  ['1, good\n2, bad', ','],
  ['id, comment\n1, Nice\n2, Bad', ','],
  ['1,5;fine\n2,5;bad', ';'],
  ['"a, b"\n"c, d, e"', ''],
  ['sep=;\r\na;b,c', ';'],
  ['sep=|\n1', '|'],
  ['sep=]\na]b', ']'],
  ['sep=(\na(b', '('],
  ['sep=^\na^b', '^'],
  ['sep=\\\na\\b', '\\'],
  ['Lovely', ''],
  ['', ''],
];

for (const [text, separator] of separated) {
  test(`the separator of ${JSON.stringify(text)}`, () =>
    assert.strictEqual(tableIn(text).separator, separator));
}

test('the line that tells the separator is no record', () => {
  const { records, declared } = tableIn('sep=;\r\na;b\r\n1;2');
  assert.strictEqual(declared, 'sep=;\r\n');
  assert.deepStrictEqual(records.map(({ cells, start }) => [start, ...cells]),
    [[7, 'a', 'b'], [12, '1', '2']]);
});

test('quotes with backslashes are found out', () =>
  assert.deepStrictEqual(tableIn(String.raw`1,"He said \"no\", and left"` + '\n2,"fine"').records[0].cells,
    ['1', 'He said "no", and left']));

test('paths in quotes are no backslashes before quotes', () =>
  assert.deepStrictEqual(tableIn(`${String.raw`1,"C:\"`}\n2,"fine, really"`).records
    .map(({ cells }) => cells[1]), ['C:\\', 'fine, really']));

test('quotes without an end are read in time that grows with the text', () => {
  const text = '""x "y, \n'.repeat(200_000);
  assert.strictEqual(recordsIn(text, ',').length, 200_000);
});
