// Any cells, in any of the dialects, in any encoding that can hold them: written as other programs do, the
// same cells are read back once encoding and separator are given.

import assert from 'node:assert';
import { test } from 'node:test';
import { decode, encodings } from '../../../public/js/bytes.js';
import { tableIn } from '../../../public/js/tables.js';
import { random } from './random.mjs';
import { encode } from './encoders.mjs';

const runs = 6_000;

const pieces = [
  'good',
  'The room was nice, but the bathroom was filthy', 'so; so', 'a|b', '27" screen', '"', '""', ' ',
  '\t',
  'line\nline', 'line\r\nline', '\r', ',', ';',
  '=1+1', '-5.25', '1,5', '2026-11-29', 'N/A', '&amp;', '\\', '\\"',
  'can’t', 'café', 'ğışİ', 'żółć', 'привет', '日本', '👍', '\u0085', '\u200b', '',
];

const quoteAll = () => true;
const quoteWhereNeeded = (cell, separator) => cell.includes(separator) || /["\r\n]/.test(cell);
// As R's write.csv: numbers stay without.
const quoteTexts = (cell) => !/^-?\d+(?:\.\d+)?$/.test(cell);

const doubled = (cell) => cell.replaceAll('"', '""');
const backslashed = (cell) => cell.replaceAll('\\', '\\\\').replaceAll('"', String.raw`\"`);

function make(next) {
  const pick = (list) => list[next(list.length)];
  const width = 1 + next(5);
  const separator = pick([',', ';', '\t', '|']);
  const cells = Array.from({ length: 2 + next(8) }, () =>
    Array.from({ length: width }, () =>
      Array.from({ length: next(4) }, () => pick(pieces)).join(pick(['', ' ']))));
  // Without a quote in any cell nothing tells that a backslash would stand before it.
  const isEscaped = width > 1 && next(6) === 0 && cells.flat().join().includes('"');
  const quotes = isEscaped ? quoteAll : pick([quoteAll, quoteWhereNeeded, quoteTexts]);
  const write = (cell) => (quotes(cell, separator) ? `"${(isEscaped ? backslashed : doubled)(cell)}"` : cell);
  const lineEnd = pick(['\r\n', '\n', '\r']);
  // A record of one empty cell is an empty line, and the last line needs no end where it has something.
  const text = cells.map((record) => record.map(write).join(separator) + lineEnd).join('');
  const encoding = pick(encodings);
  const bytes = encode(text, encoding, next(2) === 0);
  return bytes && { cells, separator: width > 1 ? separator : '', encoding, bytes, text, isEscaped };
}

test('what other programs write is read back', (context) => {
  const next = random(Number(process.env.SEED ?? 20));
  const guessed = { encoding: 0, separator: 0, both: 0 };
  let count = 0;
  for (let run = 0; run < runs; run += 1) {
    const list = make(next);
    if (list) {
      const { text } = decode(list.bytes, list.encoding);
      const { records } = tableIn(text, list.separator);
      assert.deepStrictEqual(records.map(({ cells }) => cells), list.cells,
        `${list.encoding}, ${JSON.stringify(list.separator)}: ${JSON.stringify(list.text)}`);
      const guess = decode(list.bytes);
      const isText = guess.text === list.text;
      const isCut = tableIn(text).separator === list.separator;
      guessed.encoding += isText;
      guessed.separator += isCut;
      guessed.both += isText && isCut;
      count += 1;
    }
  }
  for (const [what, right] of Object.entries(guessed)) {
    context.diagnostic(`${what} guessed rightly in ${(100 * right / count).toFixed(1)} % of ${count} lists`);
  }
  assert.ok(count > runs / 3);
});
