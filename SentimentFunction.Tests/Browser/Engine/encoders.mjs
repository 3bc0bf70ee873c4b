// Texts into bytes: what the platform only offers for UTF-8.

import { decode } from '../../../public/js/bytes.js';

const tables = new Map();

/** The bytes of a text, with a byte order mark if the encoding has one and it is asked for; undefined where
 *  the encoding can't hold the text. */
export function encode(text, encoding, withMark) {
  const marked = withMark && encoding.startsWith('UTF') ? `\ufeff${text}` : text;
  if (encoding === 'UTF-8') {
    return new TextEncoder().encode(marked);
  }
  if (encoding.startsWith('UTF-16')) {
    const units = new DataView(new ArrayBuffer(marked.length * 2));
    [...Array(marked.length).keys()].forEach((at) =>
      units.setUint16(at * 2, marked.charCodeAt(at), encoding.endsWith('LE')));
    return new Uint8Array(units.buffer);
  }
  const table = tables.get(encoding) ?? tables.set(encoding, tableOf(encoding)).get(encoding);
  const bytes = [...marked].map((character) => table.get(character));
  return bytes.includes(undefined) ? undefined : new Uint8Array(bytes.flat());
}

/** Decodes whatever one or two bytes may be: a character that comes out of it is encoded so. */
function tableOf(encoding) {
  const table = new Map();
  const add = (bytes) => {
    const { text } = decode(new Uint8Array(bytes), encoding);
    if ([...text].length === 1 && text !== '\ufffd' && !table.has(text)) {
      table.set(text, bytes);
    }
  };
  const all = [...Array(256).keys()];
  all.forEach((byte) => add([byte]));
  if (encoding === 'Shift_JIS') {
    all.slice(0x81).forEach((lead) => all.slice(0x40).forEach((trail) => add([lead, trail])));
  }
  return table;
}
