// Comma-separated values (RFC 4180), in and out.

const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g;
const heading = /^(sentence|text|review|comment|message)s?$/i;

/** The sentences of a file: the column that is headed as such, else the first one. */
export function columnIn(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(cell)) {
    rows.at(-1).push((quoted?.replaceAll('""', '"') ?? plain).replace(/\s+/g, ' ').trim());
    if (end !== ',') {
      rows.push([]);
    }
  }
  const column = rows[0].findIndex((name) => heading.test(name));
  return rows.slice(column < 0 ? 0 : 1).map((row) => row[Math.max(0, column)]).filter(Boolean);
}

/** The text of a file. A cell that a spreadsheet would calculate is marked as text. */
export const csvOf = (rows) => rows.map((row) => row.map(written).join(',')).join('\r\n');

const written = (value) =>
  `"${String(value ?? '').replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
