// What of a cell is text to be rated: character references and tags resolved, once, into plain text.

import { windows1252 } from './bytes.js';

const latin1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 ' +
  'sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute ' +
  'Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde ' +
  'Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave ' +
  'aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ' +
  'ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';
const greek =
  'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho Sigma Tau ' +
  'Upsilon Phi Chi Psi Omega';
const others =
  'amp& lt< gt> quot" apos\' OEligŒ oeligœ ScaronŠ scaronš YumlŸ fnofƒ circˆ tilde˜ ensp\u2002 ' +
  'emsp\u2003 thinsp\u2009 zwnj\u200c zwj\u200d lrm\u200e rlm\u200f ndash– mdash— lsquo‘ rsquo’ ' +
  'sbquo‚ ldquo“ rdquo” bdquo„ dagger† Dagger‡ bull• hellip… permil‰ prime′ Prime″ lsaquo‹ rsaquo› ' +
  'euro€ trade™ larr← uarr↑ rarr→ darr↓ harr↔ minus− infin∞ asymp≈ ne≠ le≤ ge≥ spades♠ clubs♣ ' +
  'hearts♥ diams♦ sigmafς';

// The names of HTML 4, https://www.w3.org/TR/html401/sgml/entities.html, but for its mathematics.
const named = new Map([
  ...latin1.split(' ').map((name, index) => [name, String.fromCharCode(0xa0 + index)]),
  // No letter has the code between rho and sigma.
  ...greek.split(' ').map((name, index) => [name, 0x391 + index + (index > 16)]).flatMap(([name, code]) =>
    [[name, String.fromCharCode(code)], [name.toLowerCase(), String.fromCharCode(code + 0x20)]]),
  ...others.split(' ').map((pair) => [pair.slice(0, -1), pair.at(-1)]),
]);

// Numbers that mean a character of Windows-1252:
// https://html.spec.whatwg.org/#numeric-character-reference-end-state
const remapped = (code) => windows1252[code - 0x80];

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

/** A cell as plain text; `resolve` is whether references and tags mean what they do in HTML. */
export function textOf(cell, resolve = true) {
  const text = cell.replace(guard, '');
  return wellFormed(resolve && /[&<]/.test(text) ? resolved(text) : text);
}

/** Whether a text says something: no placeholder, and more than punctuation and what can't be seen. */
export const saysSomething = (text) =>
  /[\p{L}\p{N}\p{S}]/u.test(text.replace(/[$+<=>^`|~]/g, '')) && !isPlaceholder(text);

/** Whether a text only says that there is none: "N/A", "[removed]". */
export const isPlaceholder = (text) => placeholder.test(text.replace(invisible, ' ').trim());

/** Blank is what the function calls so, which is .NET's white space; and what can't be seen at all. */
export const isBlank = (text) => text.replace(invisible, '') === '';

/** Half a surrogate pair is no character, and the function refuses it. */
export const wellFormed = (text) => text.replace(/\p{Cs}/gu, '\ufffd');

/** The words of a text: runs of letters, without addresses, and without what has digits in it. A character
 *  is a word in scripts that put no spaces between words. */
export const wordsIn = (text) => (saysSomething(text) ? text : '').split(/\s+/)
  .filter((part) => !/\d|:\/\/|^www\.|@.+\./.test(part))
  .flatMap((part) => part.match(word) ?? []);

const resolved = (text) => text.replace(unread, ' ').replace(blocks, '\n').replace(inline, '')
  .replace(reference, (all, decimal, hexadecimal, name) => (name === undefined
    ? characterOf(decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal))
    : named.get(name)) ?? all);

const characterOf = (code) => remapped(code) ??
  (code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? undefined
    : String.fromCodePoint(code));
