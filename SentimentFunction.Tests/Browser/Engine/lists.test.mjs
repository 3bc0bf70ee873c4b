// Lists as people have them, from their bytes.

import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import './names.mjs';
import { differences } from './reading.mjs';

const folder = new URL('../Lists/', import.meta.url);
const modules = new URL('../../../public/js/', import.meta.url).href;

for (const expected of JSON.parse(readFileSync(new URL('expected.json', folder)))) {
  test(`${expected.file} is read as it should be`, async () => {
    // As a browser's file gives its bytes.
    const file = new Blob([readFileSync(new URL(expected.file, folder))]);
    const bytes = new Uint8Array(await file.arrayBuffer());
    assert.deepStrictEqual(await differences(modules, bytes, expected), []);
  });
}
