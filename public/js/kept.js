// What survives a reload and Back: in the browser's history alone, as pages of others can have the same
// origin, and read what is stored for it.

const [largest, pause] = [500_000, 1_000];

let [taken, timer, isTooLarge] = [];

export function keep(take) {
  taken = take;
  addEventListener('pagehide', write);
}

export function keepSoon() {
  timer ??= setTimeout(write, pause);
  addEventListener('beforeunload', leave);
}

function leave(event) {
  if (!isKept()) {
    event.preventDefault();
  }
}

export function kept() {
  try {
    const { text, table, rows, models } = JSON.parse(history.state.kept);
    return { text, table, rows: rows.map(([cells, reading, model, failure, skipped, isFinal, own]) => ({
      cells, reading, model: models[model], failure, skipped, isFinal, text: own ?? cells[table.column],
    })) };
  } catch {
    return undefined;
  }
}

function write() {
  if (timer) {
    clearTimeout(timer);
    timer = undefined;
    const state = stateOf(taken());
    isTooLarge = state.length > largest;
    history.replaceState({ kept: isTooLarge ? undefined : state }, '');
    // A page that listens to it is not kept at hand.
    if (!isTooLarge) {
      removeEventListener('beforeunload', leave);
    }
  }
}

export function isKept() {
  write();
  return !isTooLarge;
}

function stateOf({ text, table, rows }) {
  if (rows.reduce((sum, { cells }) => sum + cells.join('').length, text.length) > largest) {
    return ' '.repeat(largest + 1);
  }
  const models = [...new Set(rows.map(({ model }) => model))];
  return JSON.stringify({
    text, models,
    table: table && { ...table, text: '', odd: [], records: table.records.slice(0, table.headerRows) },
    rows: rows.map(({ cells, reading, model, failure, skipped, isFinal, text: own }) => [cells, reading,
      models.indexOf(model), failure, skipped, isFinal, own === cells[table.column] ? undefined : own]),
  });
}
