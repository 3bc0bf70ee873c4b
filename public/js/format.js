// Numbers and dates as people read them, in the page's own language.

const language = document.documentElement.lang;
const percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
const changes = new Intl.NumberFormat(language, {
  signDisplay: 'exceptZero',
  maximumFractionDigits: 1,
  maximumSignificantDigits: 2,
  roundingPriority: 'morePrecision',
});
const counts = new Intl.NumberFormat(language);
const dates = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
const delays = new Intl.RelativeTimeFormat(language);

/** A probability as a percentage; never rounded up to a certainty that the model did not claim. */
export const percent = (score) =>
  score < 1 && score > 0.999 ? `over ${percents.format(0.999)}` : percents.format(score);

/** A difference of probabilities in percentage points: "+42.1 points", "−0.0003 points". */
export const points = (difference) => `${changes.format(difference * 100).replace('-', '−')} points`;

export const count = (number) => counts.format(number);

/** "1 sentence", "3 sentences". */
export const counted = (number, noun) => `${count(number)} ${noun}${number === 1 ? '' : 's'}`;

/** A duration in milliseconds: "0.4 ms", "86 ms", "2.5 s". */
export function duration(milliseconds) {
  if (milliseconds >= 1000) {
    return `${Number((milliseconds / 1000).toFixed(1))} s`;
  }
  return `${milliseconds < 10 ? Number(milliseconds.toFixed(1)) : Math.round(milliseconds)} ms`;
}

/** A date and time, or the text itself when it is none. */
export const date = (text) => (Number.isNaN(Date.parse(text)) ? text : dates.format(new Date(text)));

/** How long ago a date and time was: "2 days ago". */
export function age(text) {
  const hours = (Date.parse(text) - Date.now()) / 3_600_000;
  return Math.abs(hours) < 48
    ? delays.format(Math.round(hours), 'hour')
    : delays.format(Math.round(hours / 24), 'day');
}

/** "in 12 seconds", "in 3 minutes". */
export const delay = (seconds) =>
  seconds < 120 ? delays.format(seconds, 'second') : delays.format(Math.ceil(seconds / 60), 'minute');
