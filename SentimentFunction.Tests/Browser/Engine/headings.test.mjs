// How many records are headings, and which column has the texts.

import assert from 'node:assert';
import { test } from 'node:test';
import { nameOfColumn, rowsOf } from '../../../public/js/list.js';
import { readTable } from '../../../public/js/tables.js';

const tableOf = (text, choices) => readTable('list.csv', new TextEncoder().encode(text), choices);

const qualtrics = 'StartDate,Progress,Q1\nStart Date,Progress,How was it?\n' +
  '"{""ImportId"":""startDate""}","{""ImportId"":""progress""}","{""ImportId"":""QID1""}"\n' +
  '2026-01-01 10:00,100,It was a good day\n2026-01-02 10:00,90,Not my kind of place\n';
const surveyMonkey = 'Respondent ID,Start Date,How was it?\n,,Open-Ended Response\n' +
  '114,01/02/2026,It was a good day\n115,01/03/2026,Not my kind of place\n';

// The text, its heading records, the name and the first text of the proposed column.
const found = [
  ['one heading', 'id,comment\n1,I liked it\n2,So did we', 1, 'comment', 'I liked it'],
  ['none', '1,I liked it\n2,So did we', 0, 'Column 2', 'I liked it'],
  ['none over words', 'Mona,Great time\nMax,Awful food', 0, 'Column 2', 'Great time'],
  ['none over one column', 'Great time\nAwful food, sadly\nA long way from where we live, but worth it', 0,
    'Column 1', 'Great time'],
  ['one of one column', 'Bewertung\nEs war alles in bester Ordnung dort\nWir kommen ganz sicher nicht mehr',
    1, 'Bewertung', 'Es war alles in bester Ordnung dort'],
  ['names in camel case', 'reviewId,reviewText\na1,fine\na2,bad', 1, 'reviewText', 'fine'],
  ['names with spaces', 'Review Text\nfine\nbad', 1, 'Review Text', 'fine'],
  ['a first row with nothing in its number', 'Mona,NA,Very good of them\nMax,3,Very bad of them', 0,
    'Column 3', 'Very good of them'],
  ['a title above', 'Survey 2026,,\nid,who,comment\n1,Mona,I liked it\n2,Max,I did not', 2, 'comment',
    'I liked it'],
  ['empty lines above', '\n,\nid,comment\n1,I liked it\n2,I did not\n', 3, 'comment', 'I liked it'],
  ['three of Qualtrics', qualtrics, 3, 'Q1', 'It was a good day'],
  ['two of SurveyMonkey', surveyMonkey, 2, 'How was it?', 'It was a good day'],
  ['a heading without rows', 'comment', 0, 'Column 1', 'comment'],
  ['user names beside short answers', `user,answer\n${['anna', 'bert', 'cleo', 'dora', 'emil', 'fred']
    .map((user, index) => `${user},${index % 2 ? 'so good' : 'not bad'}`).join('\n')}`, 1, 'answer',
  'not bad'],
  ['texts without spaces', 'id,comment\n1,とても良い\n2,悪い。最悪', 1, 'comment', 'とても良い'],
  ['links beside texts', 'link,comment\nhttps://a.example/lots-of-words,ok\nhttps://b.example/more,no', 1,
    'comment', 'ok'],
];

for (const [name, text, headerRows, column, first] of found) {
  test(`headings: ${name}`, () => {
    const table = tableOf(text);
    assert.deepStrictEqual([table.headerRows, nameOfColumn(table, table.proposal), rowsOf(table)[0].text],
      [headerRows, column, first]);
  });
}

test('what a person chooses is taken', () => {
  const table = tableOf('a;b\nc;d', { headerRows: 0, column: 0, separator: ';' });
  assert.deepStrictEqual(rowsOf(table).map(({ text }) => text), ['a', 'c']);
  assert.deepStrictEqual(rowsOf(tableOf('a;b\nc;d', { separator: '' })).at(-1).text, 'c;d');
});

test('no words anywhere propose no column, and without one there is no text', () => {
  const table = tableOf('1;2\n3;4');
  assert.strictEqual(table.proposal, undefined);
  assert.deepStrictEqual(rowsOf(table).map(({ skipped }) => skipped), ['without text', 'without text']);
});

test('a record that does not fit is a row that is not sent, and says where it is', () => {
  const rows = rowsOf(tableOf('id,text,n\n1,"a\nb",1\n2,nice, but dirty,5\n3,fine,1\n4,good,1\n5,short'));
  assert.deepStrictEqual(rows.map(({ skipped, failure }) => skipped && failure),
    [undefined, 'line 4 has 4 fields instead of 3', undefined, undefined,
      'line 7 has 2 fields instead of 3']);
});
