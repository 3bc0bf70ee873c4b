// A list: its cells as plain text, with character references and tags resolved, once; and its rows.

/** Of 0x80 to 0x9f, https://encoding.spec.whatwg.org/index-windows-1252.txt; the rest is Latin-1. Not every
 *  engine's own decoder knows it. */
export const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

// What the browser says of names like "&eacute;". It reads letters and digits alone, so nothing of others
// becomes markup.
const named = new Map();
const policy = globalThis.trustedTypes?.createPolicy('names', { createHTML: (name) => name });

function characterNamed(name) {
  if (!named.has(name)) {
    const html = `:${name}`;
    const { body } = new DOMParser().parseFromString(policy?.createHTML(html) ?? html, 'text/html');
    const text = body.textContent.slice(1);
    named.set(name, text.endsWith(';') ? name : text);
  }
  return named.get(name);
}

const reference = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]\w{1,8}));/g;

const attributes = String.raw`(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+))*\s*\/?>`;
const tagsOf = (names) => new RegExp(String.raw`<\/?(?:${names})${attributes}`, 'gi');
const blocks = tagsOf('br|p|div|li|ul|ol|dl|dt|dd|blockquote|h[1-6]|tr|table|tbody|thead|pre|hr|section|' +
  'article|header|footer');
const inline = tagsOf('a|abbr|b|big|center|cite|code|del|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|' +
  'strike|strong|sub|sup|td|th|tt|u|var|wbr');
const unread = /<!--[^]*?-->|<(script|style)\b[^>]*>[^]*?<\/\1\s*>/gi;

const placeholder = /^(?:nan|n\/a|na|#n\/a|null|\\n|none|nil|-|\.|\[removed\]|\[deleted\]|\(no comment\))$/i;
const scripts = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer'];
const word = new RegExp(String.raw`[${scripts.map((each) => String.raw`\p{sc=${each}}`).join('')}]` +
  String.raw`|\p{L}[\p{L}\p{M}’']*`, 'gu');
const invisible = /[\p{Cc}\p{Cf}\p{Z}]/gu;

/** What begins so would be calculated by a spreadsheet: the page's own files have an apostrophe before it.
 *  https://owasp.org/www-community/attacks/CSV_Injection */
export const calculated = /^[=+\-@\t\r＝＋－＠]/;
const guard = new RegExp(`^'(?=${calculated.source.slice(1)})`);

export function textOf(cell, resolve = true) {
  const text = cell.replace(guard, '');
  return wellFormed(resolve && /[&<]/.test(text) ? resolved(text) : text);
}

export const saysSomething = (text) =>
  /[\p{L}\p{N}\p{S}]/u.test(text.replace(/[$+<=>^`|~]/g, '')) && !isPlaceholder(text);

export const isPlaceholder = (text) => placeholder.test(text.replace(invisible, ' ').trim());

/** Blank is what the function calls so, which is .NET's white space; and what can't be seen at all. */
export const isBlank = (text) => text.replace(invisible, '') === '';

/** Half a surrogate pair is no character, and the function refuses it. */
export const wellFormed = (text) => text.replace(/\p{Cs}/gu, '\ufffd');

export const wordsIn = (text) => (saysSomething(text) ? text : '').split(/\s+/)
  .filter((part) => !/\d|:\/\/|^www\.|@.+\./.test(part))
  .flatMap((part) => part.match(word) ?? []);

const resolved = (text) => text.replace(unread, ' ').replace(blocks, '\n').replace(inline, '')
  .replace(reference, (all, decimal, hexadecimal, name) => (name === undefined
    ? characterOf(decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal))
    : characterNamed(all)) ?? all);

// Some numbers mean a character of Windows-1252:
// https://html.spec.whatwg.org/#numeric-character-reference-end-state
const characterOf = (code) => windows1252[code - 0x80] ??
  (code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? undefined
    : String.fromCodePoint(code));

export const noFit = 'does not fit';

/** Reads text that is typed or pasted, or a file of lines: one text a line, cut nowhere. */
export function readLines(text, source = { hasMark: true }, choices = {}) {
  const lines = text.split(/\r\n|\r|\n/);
  const kept = !source.isFile ? lines.filter((line) => !isBlank(line))
    : lines.at(-1) ? lines : lines.slice(0, -1);
  const records = kept.map((line) => ({ cells: [line], start: 0 }));
  const table = { records, width: 1, separator: '', isLines: true, isSure: true, odd: [] };
  return asTable(text, source, { ...table, headerRows: choices.headerRows ?? 0, proposal: 0 }, choices);
}

export const asTable = (text, source, table, choices) => ({
  ...source, ...table, text,
  nameRow: table.headerRows ? Math.min(table.nameRow ?? 0, table.headerRows - 1) : undefined,
  column: choices.column ?? table.proposal,
  resolve: choices.resolve ?? true,
  lineEnd: (source.isFile && /\r\n|\r|\n/.exec(text)?.[0]) || '\r\n',
});

export const nameOfColumn = ({ records, nameRow }, column) =>
  records[nameRow]?.cells[column]?.trim() || `Column ${column + 1}`;

export const lineOf = (text, { start }) =>
  1 + (text.slice(0, start).match(/\r\n|\r|\n/g)?.length ?? 0);

export function rowsOf({ records, headerRows, width, column, resolve, odd, text: whole }) {
  const oddOnes = new Set(odd);
  return records.slice(headerRows).map((record) => {
    const text = textOf(record.cells[column] ?? '', resolve).trim();
    const isOdd = oddOnes.has(record);
    return {
      cells: record.cells,
      text,
      skipped: isOdd ? noFit : saysSomething(text) ? undefined : 'without text',
      failure: isOdd ? `line ${lineOf(whole, record)} has ${record.cells.length} fields instead of ${width}`
        : undefined,
    };
  });
}
