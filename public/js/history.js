// The last predictions, without their sentences, kept in this browser where it lets us.

const key = 'sentiment-history';
const limit = 200;

let entries = read();

/** { place, version, at } of each prediction, oldest first; `place` is from 0, negative, to 1, positive. */
export const predictionsSoFar = () => entries;

export function remember(places, version) {
  const at = Date.now();
  const added = places.filter(Number.isFinite).map((place) => ({ place, version, at }));
  entries = [...entries, ...added].slice(-limit);
  write();
}

export function forget() {
  entries = [];
  write();
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(key))
      .filter(({ place, version }) => place >= 0 && place <= 1 && typeof version === 'string').slice(-limit);
  } catch {
    return [];
  }
}

function write() {
  try {
    localStorage.setItem(key, JSON.stringify(entries));
  } catch {
    // Storage is off or full: the history then lasts as long as the page.
  }
}
