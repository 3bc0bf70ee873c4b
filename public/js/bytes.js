// The bytes of a file into its text: the same in every browser, and never a guess without a word.

import { windows1252 } from './list.js';

const marks = [
  ['UTF-8', [0xef, 0xbb, 0xbf]],
  ['UTF-16 LE', [0xff, 0xfe]],
  ['UTF-16 BE', [0xfe, 0xff]],
];

export const encodings = ['UTF-8', 'Windows-1252', 'UTF-16 LE', 'UTF-16 BE', 'Windows-1250', 'Windows-1251',
  'Windows-1254', 'Shift_JIS'];

const binaries = [
  ['a PDF document', '%PDF-'],
  ['an old Excel or Word file (.xls, .doc)', '\xd0\xcf\x11\xe0'],
  ['a PNG image', '\x89PNG'],
  ['a JPEG image', '\xff\xd8\xff'],
  ['a GIF image', 'GIF8'],
  ['a sound, film or WebP image', 'RIFF'],
  ['a gzip archive', '\x1f\x8b'],
  ['a bzip2 archive', 'BZh'],
  ['a 7-Zip archive', "7z\xbc\xaf'\x1c"],
  ['an xz archive', '\xfd7zXZ'],
  ['a RAR archive', 'Rar!'],
  ['a Parquet file', 'PAR1'],
  ['a SQLite database', 'SQLite format 3'],
  ['a rich text document (.rtf)', String.raw`{\rtf`],
  ['a program', '\x7fELF'],
  ['a program', 'MZ\x90'],
];

const beginsWith = (bytes, mark) => mark.every((byte, index) => bytes[index] === byte);

const codesOf = (text) => [...text].map((character) => character.codePointAt(0));

export const isZip = (bytes) => beginsWith(bytes, codesOf('PK\x03\x04'));

export const binaryIn = (bytes) =>
  binaries.find(([, mark]) => beginsWith(bytes, codesOf(mark)))?.[0];

/** Decodes a file: by its byte order mark, else as UTF-8 if it is, else as Windows-1252; or as is asked.
 *  A mark belongs to the encoding, not to the text. */
export function decode(bytes, asked) {
  const [marked, mark] = marks.find(([, bytesOf]) => beginsWith(bytes, bytesOf)) ?? [];
  const encoding = asked ?? marked ?? (isUtf8(bytes) ? 'UTF-8' : 'Windows-1252');
  const hasMark = encoding === marked;
  const rest = hasMark ? bytes.subarray(mark.length) : bytes;
  const text = encoding === 'Windows-1252' ? decode1252(rest) : decodeBy(encoding, rest);
  return { encoding, hasMark, text };
}

export const doubtsAbout = (text) =>
  text.includes('\0') ? 'It has NUL characters, as UTF-16 has when it is read as something else.'
    : text.includes('\ufffd') ? 'Some of its bytes are no characters in this encoding (�).' : '';

function isUtf8(bytes) {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const decodeBy = (encoding, bytes) =>
  new TextDecoder(encoding.replace(' ', ''), { ignoreBOM: true }).decode(bytes);

function decode1252(bytes) {
  const parts = [];
  for (let start = 0; start < bytes.length; start += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(start, start + 8192)));
  }
  return parts.join('').replace(/[\x80-\x9f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80]);
}
