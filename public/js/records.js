// A text into records of fields, with the separators and quotes that people and programs write.
//
// No character between two fields is skipped but the spaces around quotes: what isn't a separator, a line
// end or a quote belongs to a field.

export const separators = ['\t', ';', ',', '|'];

// So often an opening quote is looked for the end of in vain; then such quotes are text.
const vain = 50;

/** The fields of a text, with the number of quotes that are neither around a field nor escaped. Without a
 *  separator each record has one; `escape` is the character before a quote in quotes. */
export function* fieldsIn(text, separator = '', escape = '"') {
  const isEnd = (at) => at >= text.length || text[at] === '\n' || text[at] === '\r' || text[at] === separator;
  const plainEnd = endOf(separator);
  let failed = 0;
  for (let start = 0; start < text.length;) {
    const quoted = failed < vain ? quotedAt(text, start, { separator, escape, isEnd }) : undefined;
    failed += quoted?.isOpen ?? 0;
    plainEnd.lastIndex = start;
    const end = quoted?.end ?? plainEnd.exec(text)?.index ?? text.length;
    const isLast = text[end] !== separator || end >= text.length;
    const cell = quoted?.cell ?? text.slice(start, end);
    yield { cell, start, end, isLast, stray: quoted?.stray ?? Number(cell.includes('"')) };
    start = end + (text.startsWith('\r\n', end) ? 2 : 1);
    if (!isLast && start === text.length) {
      yield { cell: '', start, end: start, isLast: true, stray: 0 };
    }
  }
}

const endOf = (separator) => new RegExp(
  String.raw`[\r\n${separator && String.raw`\u{${separator.codePointAt(0).toString(16)}}`}]`, 'gu');

/** The field in quotes that begins here; undefined where none does. Without `end` and `cell` it has no end:
 *  before the next field, or at all (`isOpen`). */
function quotedAt(text, start, { separator, escape, isEnd }) {
  const open = afterSpaces(text, start, separator);
  if (text[open] !== '"') {
    return undefined;
  }
  const parts = [];
  let from = open + 1;
  let stray = 0;
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    if (escape === '\\' && isEscaped(text, at, from)) {
      parts.push(text.slice(from, at - 1).replaceAll('\\\\', '\\'));
      from = at;
    } else if (escape === '"' && text[at + 1] === '"') {
      parts.push(text.slice(from, at));
      from = at += 1;
    } else {
      const end = afterSpaces(text, at + 1, separator);
      if (isEnd(end)) {
        const rest = text.slice(from, at);
        parts.push(escape === '\\' ? rest.replaceAll('\\\\', '\\') : rest);
        return { cell: parts.join(''), end, stray };
      }
      if (at > open + 1 && isEnd(at - 1)) {
        return { stray: 1 };
      }
      stray += 1;
    }
  }
  return { stray: 1, isOpen: true };
}

function isEscaped(text, at, from) {
  let before = at;
  while (before > from && text[before - 1] === '\\') {
    before -= 1;
  }
  return (at - before) % 2 === 1;
}

function afterSpaces(text, start, separator) {
  let at = start;
  while (text[at] === ' ' || (text[at] === '\t' && separator !== '\t')) {
    at += 1;
  }
  return at;
}

export function recordsIn(text, separator, escape) {
  const records = [];
  let record;
  for (const { cell, start, isLast, stray } of fieldsIn(text, separator, escape)) {
    record ??= { cells: [], start, stray: 0 };
    record.cells.push(cell);
    record.stray += stray;
    if (isLast) {
      records.push(record);
      record = undefined;
    }
  }
  return records;
}

export const isEmptyRecord = ({ cells }) => cells.length === 1 && !cells[0].trim();

export function widthOf(records) {
  const counts = new Map();
  for (const record of records) {
    if (!isEmptyRecord(record)) {
      counts.set(record.cells.length, (counts.get(record.cells.length) ?? 0) + 1);
    }
  }
  const [width, fitting] = [...counts].reduce((one, other) => (other[1] > one[1] ? other : one), [1, 0]);
  const all = [...counts.values()].reduce((sum, number) => sum + number, 0);
  return { width, share: all ? fitting / all : 0 };
}

export const fits = ({ cells }, width) =>
  cells.length >= width && cells.slice(width).every((cell) => cell === '');
