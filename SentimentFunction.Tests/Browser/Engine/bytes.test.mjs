// Bytes into text, the same in every engine.

import assert from 'node:assert';
import { test } from 'node:test';
import { binaryIn, decode, doubtsAbout, encodings, isZip } from '../../../public/js/bytes.js';

const bytesOf = (...bytes) => new Uint8Array(bytes);
const utf8 = (text) => new TextEncoder().encode(text);

const decoded = [
  ['UTF-8', utf8('Ça va 👍'), 'UTF-8', false, 'Ça va 👍'],
  ['UTF-8 with its mark', utf8('\ufeffÇa va'), 'UTF-8', true, 'Ça va'],
  ['two marks', utf8('\ufeff\ufeffa'), 'UTF-8', true, '\ufeffa'],
  ['UTF-16 LE by its mark', bytesOf(0xff, 0xfe, 0x3d, 0xd8, 0x4d, 0xdc), 'UTF-16 LE', true, '👍'],
  ['UTF-16 BE by its mark', bytesOf(0xfe, 0xff, 0xd8, 0x3d, 0xdc, 0x4d), 'UTF-16 BE', true, '👍'],
  ['Windows-1252', bytesOf(0x6e, 0x92, 0x74, 0x20, 0x80, 0xe9), 'Windows-1252', false, 'n’t €é'],
  ['what Windows-1252 has no character for', bytesOf(0x81, 0xff), 'Windows-1252', false, '\u0081ÿ'],
  ['UTF-8 that is cut off', utf8('a é').subarray(0, 3), 'Windows-1252', false, 'a Ã'],
  ['nothing', bytesOf(), 'UTF-8', false, ''],
];

for (const [name, bytes, encoding, hasMark, text] of decoded) {
  test(`${name} is decoded`, () => assert.deepStrictEqual(decode(bytes), { encoding, hasMark, text }));
}

// https://encoding.spec.whatwg.org: the same bytes in each of the encodings that can be chosen.
const chosen = {
  'UTF-8': '\ufffd\ufffd\ufffd',
  'Windows-1252': 'ýþð',
  'UTF-16 LE': '\ufefd\ufffd',
  'UTF-16 BE': '\ufdfe\ufffd',
  'Windows-1250': 'ýţđ',
  'Windows-1251': 'эюр',
  'Windows-1254': 'ışğ',
  Shift_JIS: '\ufffd\ufffd\ufffd',
};

for (const [encoding, text] of Object.entries(chosen)) {
  test(`${encoding} is decoded when it is chosen`, () =>
    assert.strictEqual(decode(bytesOf(0xfd, 0xfe, 0xf0), encoding).text, text));
}

test('each encoding has its case', () => assert.deepStrictEqual(Object.keys(chosen), encodings));

test('a mark is text in another encoding', () =>
  assert.strictEqual(decode(utf8('\ufeffa'), 'Windows-1252').text, 'ï»¿a'));

test('Shift_JIS is read', () =>
  assert.strictEqual(decode(bytesOf(0x93, 0xfa, 0x96, 0x7b), 'Shift_JIS').text, '日本'));

test('a long text in Windows-1252 is decoded whole', () =>
  assert.strictEqual(decode(new Uint8Array(300_000).fill(0x92)).text, '’'.repeat(300_000)));

const binaries = [
  ['%PDF-1.7', 'a PDF document'],
  ['\xd0\xcf\x11\xe0\xa1\xb1', 'an old Excel or Word file (.xls, .doc)'],
  ['\x89PNG\r\n', 'a PNG image'],
  ['\x1f\x8b\x08', 'a gzip archive'],
  [String.raw`{\rtf1\ansi`, 'a rich text document (.rtf)'],
  ['PAR1', 'a Parquet file'],
];

for (const [start, name] of binaries) {
  test(`${name} is known`, () =>
    assert.strictEqual(binaryIn(Uint8Array.from(start, (c) => c.charCodeAt())), name));
}

test('text is no binary', () => assert.strictEqual(binaryIn(utf8('Programs, MZ and all')), undefined));

test('a ZIP archive is known', () => assert.ok(isZip(utf8('PK\x03\x04')) && !isZip(utf8('PK is a name'))));

test('what a wrong encoding leaves behind is said', () => {
  assert.match(doubtsAbout('a\0b'), /NUL/);
  assert.match(doubtsAbout('can\ufffdt'), /no characters in this encoding/);
  assert.strictEqual(doubtsAbout('fine'), '');
});
