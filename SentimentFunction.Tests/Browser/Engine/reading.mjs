// How a list is read, beside how it should be: in any engine that has the page's modules at an address.

const tidy = (text) => text.replace(/[\u200b-\u200d\ufeff]/g, '').replace(/\s+/g, ' ').trim();

/** What of a list is read otherwise than expected; [] when all is right. */
export async function differences(modules, bytes, expected) {
  const [{ rowsOf }, { readTable }] = await Promise.all(['list', 'tables'].map((name) =>
    import(`${modules}${name}.js`)));
  // "or chosen by the person"
  const choices = expected.encoding.includes('chosen') ? { encoding: 'Windows-1254' } : {};
  const table = readTable(expected.file, bytes, choices);
  const rows = rowsOf(table);
  const read = {
    bytes: bytes.length,
    encoding: table.encoding + (table.hasMark ? ' with BOM' : ''),
    delimiter: { '': 'none (one column)', '\t': 'tab' }[table.separator] ?? table.separator,
    headerRows: table.headerRows,
    rows: rows.length,
    cells: rows.map(({ cells }) => cells[table.proposal]),
    texts: rows.map(({ text, skipped }) => (skipped ? '' : tidy(text))),
  };
  const right = {
    ...expected,
    encoding: /^[\w-]+(?: with BOM)?/.exec(expected.encoding)[0],
    texts: expected.texts.map(tidy),
  };
  return Object.keys(read).filter((key) => JSON.stringify(read[key]) !== JSON.stringify(right[key]))
    .map((key) => `${key} of ${expected.file}: ${JSON.stringify(read[key])}`);
}
