// Files and pieces of spreadsheets, however people bring them.

import { binaryIn, isZip } from './bytes.js';
import { readLines } from './list.js';
import { closePreview, preview } from './preview.js';
import { lookAtQuestion, replacing } from './replace.js';
import { limits } from './rows.js';
import { isSheet, readSheet, readTable } from './tables.js';
import { count, find, say } from './view.js';

const largest = 30_000_000;
const [input, box, refused] = ['#file', '#sentences', '#refused'].map(find);

input.disabled = false;
input.addEventListener('change', () => {
  // The field shows no name: the one that counts stands with its rows. And the same file can come again.
  const files = [...input.files];
  input.value = '';
  take(files);
});
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => {
  const { files, items } = event.dataTransfer;
  if (event.target !== box || files.length) {
    event.preventDefault();
    const folder = [...items].map((item) => item.webkitGetAsEntry?.()).find((entry) => entry?.isDirectory);
    take([...files], folder?.name);
  }
});
box.addEventListener('paste', (event) => {
  if (takeList(event.clipboardData.getData('text/plain'), 'what you pasted')) {
    event.preventDefault();
  }
});

/** A piece of a spreadsheet, or so many lines that browsers take minutes to write them into a box. */
export function takeList(text, name) {
  const isTable = isSheet(text);
  const read = isTable ? (choices) => readSheet(text, choices)
    : (choices) => readLines(text, { hasMark: true }, choices);
  const isTaken = isTable || read({}).records.length > limits.lines;
  if (isTaken) {
    begin(name, () => preview(name, read));
  }
  return isTaken;
}

function take(files, folder) {
  const [file] = files;
  if (folder !== undefined) {
    complain(`“${folder}” is a folder. Open it, and choose a file in it.`);
  } else if (files.length > 1) {
    complain(`These are ${count(files.length)} files. Give one after the other.`);
  } else if (!file) {
    complain('That is no file. Drop a file here, or paste the text into the box.');
  } else if (file.size > largest) {
    complain(`“${file.name}” has ${count(Math.ceil(file.size / 1e6))} MB; at most ${largest / 1e6} are ` +
      'read. Split it, or keep only the columns that you need.');
  } else {
    begin(`“${file.name}”`, () => open(file));
  }
}

function begin(name, action) {
  replacing(name, () => {
    closePreview();
    complain('');
    action();
  });
  lookAtQuestion();
}

const complain = (words) => { refused.textContent = words; };

function refuse(words) {
  say('Nothing was read.');
  complain(words);
}

async function open(file) {
  try {
    say(`Reading “${file.name}”…`);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const kind = binaryIn(bytes);
    if (kind) {
      refuse(`“${file.name}” is ${kind}, which can’t be read here. Save the list as CSV, and give that.`);
    } else if (!bytes.length) {
      refuse(`“${file.name}” is empty.`);
    } else if (isZip(bytes)) {
      await takeWorkbook(file.name, bytes);
    } else {
      await preview(`“${file.name}”`, (choices) => readTable(file.name, bytes, choices));
    }
  } catch {
    refuse(`“${file.name}” can’t be read: it may have been moved, changed or locked. Choose it again.`);
  }
}

async function takeWorkbook(name, bytes) {
  try {
    const { openWorkbook, readSheetOf } = await import('./xlsx.js');
    const workbook = await openWorkbook(bytes);
    await preview(`“${name}”`, (choices) => readSheetOf(name, workbook, choices));
  } catch (reason) {
    refuse(`“${name}” can’t be read: ${reason.message}. Save the list as .xlsx or CSV, and give that.`);
  }
}
