// Numbers and dates as people read them.

const language = document.documentElement.lang;
const counts = new Intl.NumberFormat(language);
const percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
const changes = new Intl.NumberFormat(language, {
  signDisplay: 'exceptZero', maximumFractionDigits: 1, maximumSignificantDigits: 2,
  roundingPriority: 'morePrecision',
});
const dates = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
const delays = new Intl.RelativeTimeFormat(language);

/** A probability; never rounded up to a certainty that nobody claimed. */
export const percent = (score) =>
  score < 1 && score > 0.999 ? `over ${percents.format(0.999)}` : percents.format(score);

/** "+42.1 points", "−0.0003 points" */
export const points = (difference) => `${changes.format(difference * 100).replace('-', '−')} points`;

export const count = (number) => counts.format(number);

export const counted = (number, noun) => `${count(number)} ${noun}${number === 1 ? '' : 's'}`;

/** "0.4 ms", "86 ms", "2.5 s" */
export function duration(time) {
  const digits = time < 10 || time >= 1000 ? 1 : 0;
  return time < 1000 ? `${Number(time.toFixed(digits))} ms` : `${Number((time / 1000).toFixed(digits))} s`;
}

export const date = (text) => (Number.isNaN(Date.parse(text)) ? text : dates.format(new Date(text)));

export function age(text) {
  const hours = (Date.parse(text) - Date.now()) / 3_600_000;
  return Math.abs(hours) < 48
    ? delays.format(Math.round(hours), 'hour') : delays.format(Math.round(hours / 24), 'day');
}

export const delay = (seconds) =>
  seconds < 120 ? delays.format(seconds, 'second') : delays.format(Math.ceil(seconds / 60), 'minute');
