// The browser's reading of the names of HTML 4, https://www.w3.org/TR/html401/sgml/entities.html, but for its
// mathematics, for a runtime without documents.

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

export const named = new Map([
  ...latin1.split(' ').map((name, index) => [name, String.fromCharCode(0xa0 + index)]),
  // No letter has the code between rho and sigma.
  ...greek.split(' ').map((name, index) => [name, 0x391 + index + (index > 16)]).flatMap(([name, code]) =>
    [[name, String.fromCharCode(code)], [name.toLowerCase(), String.fromCharCode(code + 0x20)]]),
  ...others.split(' ').map((pair) => [pair.slice(0, -1), pair.at(-1)]),
]);

globalThis.DOMParser ??= class {
  parseFromString = (html) =>
    ({ body: { textContent: `:${named.get(html.slice(2, -1)) ?? html.slice(1)}` } });
};
