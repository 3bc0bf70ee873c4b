// Which separator a file has: the one with which, quotes respected, most of its records have the same number
// of fields. A file without such a separator is one column.

import { recordsIn, separators, widthOf } from './records.js';

const declaration = /^sep=([^\r\n])(?:\r\n|\r|\n|$)/i;

// Of a separator that mostly stands so, it isn't one.
const mostProse = 0.8;

/** The records of a file, as { records, width, separator, escape, declared, isProse }; `declared` is the
 *  line, with its end, that tells Excel the separator, and `isProse` whether a separator would cut
 *  sentences. */
export function tableIn(text, asked) {
  const [declared = '', told] = declaration.exec(text) ?? [];
  const rest = text.slice(declared.length);
  const escapes = rest.includes(String.raw`\"`) ? ['"', '\\'] : ['"'];
  const tried = asked === undefined ? separators.filter((each) => rest.includes(each)) : [asked];
  const candidates = (told ? [told] : tried).flatMap((separator) =>
    escapes.map((escape) => readAs(rest, separator, escape)));
  const fitting = candidates.filter(({ width, share }) => told || asked || (width > 1 && share > 0.5));
  const tables = fitting.filter(({ prose }) => told || asked || prose < mostProse);
  const best = tables.reduce((one, other) => (one && isBetter(one, other) ? one : other), undefined)
    ?? readAs(rest, '', '"');
  const begins = declared.length;
  const records = best.records.map((record) => ({ ...record, start: record.start + begins }));
  return { ...best, declared, records, isProse: fitting.length > 0 && !tables.length };
}

function readAs(text, separator, escape) {
  const records = recordsIn(text, separator, escape);
  const parts = separator ? text.split(separator) : [text];
  return { records, separator, escape, ...(separator ? widthOf(records) : { width: 1, share: 1 }),
    stray: records.reduce((sum, record) => sum + record.stray, 0),
    prose: proseIn(parts),
    decimals: decimalsIn(parts, separator) };
}

/** The share of separators that stand as in prose: after a letter, and before a space and a small letter. */
const proseIn = (parts) => shareOf(parts, /\p{L}$/u, /^ \p{Ll}/u);

/** The share of commas that stand as in a number: between two digits. */
const decimalsIn = (parts, separator) => (separator === ',' ? shareOf(parts, /\d$/, /^\d/) : 0);

/** The share of the places between parts that have the one before them and the other after them. */
const shareOf = (parts, before, after) => parts.slice(1).filter((part, index) =>
  before.test(parts[index].slice(-2)) && after.test(part)).length / Math.max(1, parts.length - 1);

/** Of two that fit alike, the one with fewer quotes where none should be; then the one that is no prose. */
const isBetter = (one, other) => (one.share - other.share || other.stray - one.stray ||
  other.prose + other.decimals - one.prose - one.decimals || one.width - other.width) >= 0;
