// What people do, and what then happens.

import * as config from '../config.js';
import { compose, setText, textWritten } from './composer.js';
import { rateExample, showExample } from './example.js';
import { textInLink } from './exchange.js';
import { addressOf, isValid, showProblem, stopped } from './failure.js';
import { cancel } from './function-client.js';
import { keep, kept } from './kept.js';
import { readLines, rowsOf } from './list.js';
import { watch } from './model.js';
import { rateList, showList } from './rating.js';
import { lookAtQuestion, replacing } from './replace.js';
import { listShown, showResults } from './results.js';
import { sentencesIn } from './rows.js';
import { find } from './view.js';

const send = compose(start, () => cancel(stopped));

document.querySelectorAll('#examples button').forEach((example) =>
  example.addEventListener('click', () => write(sentencesIn(example.value).join('\n'), 'the example')));
addEventListener('popstate', () => restore() || takeLink());
['error', 'unhandledrejection'].forEach((kind) => addEventListener(kind, ({ message, reason }) =>
  showProblem({
    title: 'The page has failed',
    advice: `What is rated stays; “Try again” reloads. It says: ${reason?.message ?? message}`,
  }, () => location.reload())));

keep(() => ({ text: textWritten(), ...listShown().table?.isExample ? { rows: [] } : listShown() }));
const isBegun = restore() || takeLink();
if (!isBegun) {
  showExample();
}
watch(async (model) => {
  rateExample();
  const { offerVersions } = await import('./comparison.js');
  offerVersions(model);
});
document.documentElement.dataset.started = '';
find('#dead').hidden = true;
if (config.source) {
  Object.assign(find('#source'), { href: config.source, hidden: false });
}
if (isValid()) {
  find('#api').href = addressOf('openapi.json');
}
// What lists and comparisons need comes now that the page can be used, all of it at once.
['files', 'comparison', 'bytes', 'download', 'headings', 'preview', 'records', 'tables']
  .forEach((name) => import(`./${name}.js`));

function write(text, name) {
  replacing(name, () => send(text), true);
  lookAtQuestion();
}

function takeLink() {
  const text = textInLink();
  const asText = () => write(text, 'the link’s text');
  if (text.includes('\t')) {
    import('./files.js').then(({ takeList }) => takeList(text, 'what the link has') || asText());
  } else if (text) {
    asText();
  }
  return Boolean(text);
}

function restore() {
  const { text, table, rows } = kept() ?? {};
  if (text !== undefined) {
    setText(text);
  }
  if (table) {
    showList(rows, table);
  }
  return Boolean(text || table);
}

/** Rates all of a text, or what has changed where it is being typed. */
function start(text, isTyping) {
  const table = { ...readLines(text), isTyped: true };
  replacing('the text in the box', () => {
    const before = listShown();
    const known = new Map();
    (before.table?.isTyped ? before.rows : []).filter(({ failure }) => !failure).forEach((row) =>
      (known.get(row.cells[0]) ?? known.set(row.cells[0], []).get(row.cells[0])).push(row));
    const rows = rowsOf(table).map((row) => {
      const same = known.get(row.cells[0])?.shift();
      return same ? Object.assign(same, { isDue: !isTyping }) : row;
    });
    if (!isTyping) {
      showResults();
    }
    rateList(rows, table);
  });
}
