// Which separator a file has: the one with which, quotes respected, most of its records have the same number
// of fields. A file without such a separator is one column.

import { recordsIn, separators, widthOf } from './records.js';

const declaration = /^sep=([^\r\n])(?:\r\n|\r|\n|$)/i;

/** The records of a file, as { records, width, separator, escape, declared }; `declared` is the line, with
 *  its end, that tells Excel the separator. */
export function tableIn(text, asked) {
  const [declared = '', told] = declaration.exec(text) ?? [];
  const rest = text.slice(declared.length);
  const escapes = rest.includes(String.raw`\"`) ? ['"', '\\'] : ['"'];
  const tried = asked === undefined ? separators.filter((each) => rest.includes(each)) : [asked];
  const candidates = (told ? [told] : tried).flatMap((separator) =>
    escapes.map((escape) => readAs(rest, separator, escape)));
  const best = candidates.filter(({ width, share }) => told || asked || (width > 1 && share > 0.5))
    .reduce((one, other) => (one && isBetter(one, other) ? one : other), undefined)
    ?? readAs(rest, '', '"');
  const begins = declared.length;
  const records = best.records.map((record) => ({ ...record, start: record.start + begins }));
  return { ...best, declared, records };
}

function readAs(text, separator, escape) {
  const records = recordsIn(text, separator, escape);
  return { records, separator, escape, ...(separator ? widthOf(records) : { width: 1, share: 1 }),
    stray: records.reduce((sum, record) => sum + record.stray, 0),
    prose: separator ? proseIn(text, separator) : 0 };
}

/** How many separators stand as in prose or in a number: before a space, or between two digits. */
function proseIn(text, separator) {
  const mark = separator === '|' ? String.raw`\|` : separator;
  const found = text.match(new RegExp(String.raw`${mark}(?= )|(?<=\d)${mark}(?=\d)`, 'g'))?.length ?? 0;
  return found / text.split(separator).length;
}

/** Of two that fit alike, the one with fewer quotes where none should be; then the one that is no prose. */
const isBetter = (one, other) => (one.share - other.share || other.stray - one.stray ||
  other.prose - one.prose || one.width - other.width) >= 0;
