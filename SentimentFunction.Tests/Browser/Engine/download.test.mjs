// A list as a file, and what becomes of it when it is read again.

import assert from 'node:assert';
import { test } from 'node:test';
import { cellFor, fileOf } from '../../../public/js/download.js';
import { readLines, rowsOf } from '../../../public/js/list.js';
import { readTable } from '../../../public/js/tables.js';

const bytesOf = (text) => new TextEncoder().encode(text);
const model = { name: 'sentiment', version: 'v1' };

/** Rows as if a model had rated them: always the same of the same text. */
const rated = (table) => rowsOf(table).map((row) => (row.skipped ? row : row.text.includes('odd')
  ? { ...row, failure: 'The model refused it.' }
  : { ...row, model, reading: { label: row.text.length % 2 ? 'positive' : 'negative', score: 0.75 } }));

const fileFor = (table, separator = table.separator || ',') => fileOf(table, rated(table), separator);

const cells = [
  ['good', 'good'], ['', ''], [undefined, ''], [0.5, '0.5'], ['-5.25', '-5.25'], ['+4912345', '+4912345'],
  ['-1.234,56', '"-1.234,56"'], ['-.5', '-.5'], ['+1e-7', '"+1e-7"'], ['-20 degrees', '"\'-20 degrees"'],
  ['=1+1', '"\'=1+1"'], ['@shop', '"\'@shop"'], ['+', '"\'+"'], ['-', '"\'-"'], ['\t=1', '"\'\t=1"'],
  ['＝1+1', '"\'＝1+1"'], ['a "b", c', '"a ""b"", c"'], ['a\nb', '"a\nb"'], ['12:30', '12:30'],
];

for (const [value, text] of cells) {
  test(`the cell of ${JSON.stringify(value)}`, () => {
    const expected = text.replace('"+1e-7"', '+1e-7');
    assert.ok([expected, `"${expected}"`].includes(cellFor(value)), cellFor(value));
  });
}

test('the columns, rows and order of the file stay, and what the model said is beside them', () => {
  const table = readTable('list.csv', bytesOf('id;text\r\n1;=lovely\r\n\r\n2;N/A\r\n3;an odd one\r\n'));
  assert.strictEqual(fileFor(table), 'id;text;label;score;version;failure\r\n' +
    '1;"\'=lovely";positive;0.75;v1;\r\n\r\n2;"N/A";;;;\r\n3;"an odd one";;;;"The model refused it."\r\n');
});

test('names that a file has are not taken', () => {
  const table = readTable('list.csv', bytesOf('text,Label,score 2\nfine,x,y\nbad,x,y\n'));
  assert.match(fileFor(table), /^text,Label,"score 2","label 3","score 3","version 3","failure 3"\n/);
});

test('a table without headings gets none', () =>
  assert.strictEqual(fileFor(readTable('list.csv', bytesOf('1,fine\n2,awfully\n'))),
    '1,fine,negative,0.75,v1,\n2,awfully,positive,0.75,v1,\n'));

test('lines get a heading', () =>
  assert.strictEqual(fileOf(readLines('Fine.'), rated(readLines('Fine.')), ','),
    '\ufeffsentence,label,score,version,failure\r\nFine.,positive,0.75,v1,\r\n'));

test('what came in Windows-1252 leaves with the mark of UTF-8', () => {
  const table = readTable('list.csv', Uint8Array.from('text\ncaf\xe9\nth\xe9\n', (c) => c.charCodeAt()));
  assert.match(fileFor(table), /^\ufefftext,label/);
});

const stable = {
  headings: 'id,text\n1,fine\n2,"so, so"\n',
  'no headings': '1,fine\n2,"so, so"\n3,\n',
  'one column': 'comment\nfine\n\n"so, so"\n',
  'one column without a heading': 'It was fine\nSo, so\n',
  'line ends of Windows, and a mark': '\ufeffid;text\r\n1;fine\r\n\r\n2;bad\r\n',
  'old line ends': 'id\ttext\r1\tfine\r2\tbad\r',
  'a separator that is told': 'sep=;\r\nid;text\r\n1;"fine; really"\r\n2;bad\r\n',
  'formulas everywhere': '=id,+text\n-x,@fine\n=y,"-so, so"\n',
  'names of its own': 'text,label,score,version,failure,label 2\nfine,a,b,c,d,e\nbad,a,b,c,d,e\n',
  'several headings': 'Survey,,\nid,who,comment\n1,Mona,I liked it\n2,Max,I did not\n',
  'records that do not fit': 'id,text,n\n1,nice, but dirty,5\n2,fine,1\n3,good,1\n4,short\n5,ok,1\n',
  'quotes of all kinds': 'id,text\n1,27" screen\n2,"She said ""no"""\n3,"Great" he said\n',
  'failures': 'id,text\n1,an odd one\n2,fine\n',
};

for (const [name, text] of Object.entries(stable)) {
  test(`downloading, uploading, rating and downloading again is stable: ${name}`, () => {
    const table = readTable('list.csv', bytesOf(text));
    const first = fileFor(table);
    const again = readTable('sentiments.csv', bytesOf(first));
    assert.strictEqual(fileFor(again), first);
    assert.deepStrictEqual(rowsOf(again).map((row) => row.text), rowsOf(table).map((row) => row.text));
  });
}

test('a list that was typed is stable, too', () => {
  const first = fileFor(readLines('Lovely, all of it\n=1+1 "so"\nan odd one'));
  assert.strictEqual(fileFor(readTable('sentiments.csv', bytesOf(first))), first);
});
