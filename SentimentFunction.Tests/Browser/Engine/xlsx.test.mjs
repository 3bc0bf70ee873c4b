// Excel's workbooks, as two programs write them.

import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { openWorkbook } from '../../../public/js/xlsx.js';

const bytesOf = (name) => new Uint8Array(readFileSync(new URL(`../Lists/${name}`, import.meta.url)));

const expected = [
  ['id', 'date', 'comment', 'stars', 'seen'],
  ['1', '2026-11-29', 'The room was nice, but the bathroom was filthy', '2.5', 'TRUE'],
  ['2', '2026-11-29 10:30:00', 'I can&#39;t complain\nat all', '5', 'FALSE'],
  ['3', '1999-12-31', '', '-0.1', ''],
  ['', '', '', '', ''],
  ['4', '12:00:00', '=not a formula & <so>', '1e-7', 'TRUE'],
];

for (const name of ['openpyxl.xlsx', 'xlsxwriter.xlsx']) {
  test(`${name} is read`, async () => {
    const { sheets, read } = await openWorkbook(bytesOf(name));
    assert.deepStrictEqual(sheets, ['Answers', 'Other & more']);
    const records = await read(0);
    assert.deepStrictEqual(records.map(({ cells }) => cells).slice(0, 6), expected);
    assert.deepStrictEqual((await read(1)).map(({ cells }) => cells),
      [['', ''], ['', 'text'], ['', 'Lovely 👍'], ['', 'Awful']]);
  });
}

test('rich text, results of formulas and errors are texts', async () => {
  const { read } = await openWorkbook(bytesOf('xlsxwriter.xlsx'));
  assert.deepStrictEqual((await read(0)).slice(6).map(({ cells }) => cells[2]),
    ['so very good _x0041_', 'ab', '#N/A']);
});

/** An archive of one file. */
function archiveOf(name, packed, { flags = 0, method = 8 } = {}) {
  const label = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(label.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(method, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt16LE(label.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + label.length + packed.length, 16);
  return new Uint8Array(Buffer.concat([local, label, packed, entry, label, end]));
}

const refused = [
  ['a Word document', archiveOf('word/document.xml', deflateRawSync('<w/>')), /it is a Word document/],
  ['an OpenDocument file', archiveOf('content.xml', deflateRawSync('<o/>')), /it is an OpenDocument file/],
  ['a binary workbook', archiveOf('xl/workbook.bin', deflateRawSync('')), /it is a binary Excel workbook/],
  ['any archive', archiveOf('photo.jpg', deflateRawSync('')), /it is a ZIP archive/],
  ['one with a password', archiveOf('xl/workbook.xml', deflateRawSync('<w/>'), { flags: 1 }), /password/],
  ['one packed otherwise', archiveOf('xl/workbook.xml', deflateRawSync('<w/>'), { method: 12 }), /unusual/],
  ['a bomb', archiveOf('xl/workbook.xml', deflateRawSync(Buffer.alloc(300_000_000))), /more than 100 MB/],
  ['one that is cut off', bytesOf('openpyxl.xlsx').subarray(0, 3_000), /its end is missing/],
];

for (const [name, bytes, why] of refused) {
  test(`${name} is refused in words`, () => assert.rejects(openWorkbook(bytes), why));
}

test('broken archives end', async () => {
  const whole = bytesOf('openpyxl.xlsx');
  for (let at = 0; at < whole.length; at += 7) {
    const broken = Uint8Array.from(whole);
    broken[at] ^= 0xff;
    await openWorkbook(broken).then(({ read }) => read(0))
      .catch((reason) => assert.ok(reason instanceof Error));
  }
});
