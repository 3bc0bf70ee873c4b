// What of a cell is text.

import assert from 'node:assert';
import { test } from 'node:test';
import './names.mjs';
import { saysSomething, textOf, wellFormed, wordsIn } from '../../../public/js/list.js';

const resolved = [
  ['I can&#39;t', "I can't"],
  ['weren&#x27;t &amp; wasn&rsquo;t', "weren't & wasn’t"],
  ['can&#146;t', 'can’t'],
  ['&eacute;&Eacute;&szlig;&yuml;', 'éÉßÿ'],
  ['&alpha;&Omega;&sigmaf;', 'αΩς'],
  ['&hellip;&euro;&ndash;&quot;&apos;&lt;&gt;', '…€–"\'<>'],
  ['&#x1F44D;', '👍'],
  ['&amp;#39; once', '&#39; once'],
  ['&lt;b&gt; once', '<b> once'],
  ['AT&T, R&D; &nosuch; &#0; &#xd800; &#1114112; &', 'AT&T, R&D; &nosuch; &#0; &#xd800; &#1114112; &'],
  ['a < b and b > c', 'a < b and b > c'],
  ['if a <b and c> d', 'if a <b and c> d'],
  ['<3 and <unknown>', '<3 and <unknown>'],
  ['<b>so</b> <I>so</I>', 'so so'],
  ['one<br>two<BR />three<br/>four', 'one\ntwo\nthree\nfour'],
  ['<p class="x">a</p><div>b</div>', '\na\n\nb\n'],
  ['<ul><li>a</li></ul>', '\n\na\n\n'],
  ['<a href="http://x.example/?a=1&amp;b=2" rel=nofollow>Fog</a>', 'Fog'],
  ['a<!-- no\nmore -->b<script>x < 1</script>c<style>p{}</style>', 'a b c '],
  ["'@shop great", '@shop great'],
  ["'=1+1", '=1+1'],
  ["'tis", "'tis"],
  ["''=", "''="],
  ['a\ud800b', 'a\ufffdb'],
];

for (const [cell, text] of resolved) {
  test(`${JSON.stringify(cell)} as text`, () => assert.strictEqual(textOf(cell), text));
}

test('nothing is resolved where that is switched off', () =>
  assert.strictEqual(textOf('<b>I can&#39;t</b>', false), '<b>I can&#39;t</b>'));

test('halves of pairs alone are no characters', () =>
  assert.strictEqual(wellFormed('\udc4d👍\ud83d'), '\ufffd👍\ufffd'));

const empty = [
  '', ' ', '\u0085', '\u200b\u2060', '\ufeff', '-', '.', '…', '????', '[]', ':)', '***', '=', '---',
  'NaN', 'nan', 'NA', ' n/a ', 'N/A', '#N/A', 'NULL', 'None', 'nil', String.raw`\N`, '[removed]', '[deleted]',
  '(no comment)', '\u200bN/A\u200b',
];

for (const text of empty) {
  test(`${JSON.stringify(text)} says nothing`, () => assert.ok(!saysSomething(text)));
}

for (const text of ['good', '5', '👍', '❤️', 'é', '日本', 'ok.', '(no comments)', 'nana', 'no', '€', 'مرحبا']) {
  test(`${JSON.stringify(text)} says something`, () => assert.ok(saysSomething(text)));
}

const words = [
  ["Don't stop, it’s fine", ["Don't", 'stop', 'it’s', 'fine']],
  ['see http://x.example/good, www.good.example or me@good.example', ['see', 'or']],
  ['h1aaa 2026-11-29 550e8400-e29b A1', []],
  ['N/A', []],
  ['とても良い', ['と', 'て', 'も', '良', 'い']],
  ['güzel ışık', ['güzel', 'ışık']],
];

for (const [text, found] of words) {
  test(`the words of ${JSON.stringify(text)}`, () => assert.deepStrictEqual(wordsIn(text), found));
}
