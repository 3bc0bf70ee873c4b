// What people read: elements without markup, where text is never HTML; numbers and dates.

export const find = (selector) => document.querySelector(selector);

/** Makes 'p.small' of properties or attributes ({ hidden: true, 'aria-hidden': 'true' }), nodes and texts;
 *  null is left out. */
export function element(name, ...parts) {
  const [tag, className] = name.split('.');
  const made = document.createElement(tag);
  for (const part of [className && { className }, ...parts.flat()]) {
    if (part?.constructor === Object) {
      Object.entries(part).forEach(([key, value]) =>
        (key in made ? made[key] = value : made.setAttribute(key, value)));
    } else if (part) {
      made.append(part);
    }
  }
  return made;
}

export const button = (text, onclick, className = '', label = text) =>
  element(`button.${className}`, { type: 'button', onclick, 'aria-label': label }, text);

export const onSubmit = (form, action) => form.addEventListener('submit', (event) => {
  event.preventDefault();
  action();
});

const status = find('#status');

export function say(words) {
  status.textContent = words;
}

const language = document.documentElement.lang;
const counts = new Intl.NumberFormat(language);
const percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
const changes = new Intl.NumberFormat(language, {
  signDisplay: 'exceptZero', maximumFractionDigits: 1, maximumSignificantDigits: 2,
  roundingPriority: 'morePrecision',
});

/** Never rounded up to a certainty that nobody claimed. */
export const percent = (score) =>
  score < 1 && score > 0.999 ? `over ${percents.format(0.999)}` : percents.format(score);

export const points = (difference) => `${changes.format(difference * 100).replace('-', '−')} points`;

export const count = (number) => counts.format(number);

export const counted = (number, noun) => `${count(number)} ${noun}${number === 1 ? '' : 's'}`;

export function duration(time) {
  const digits = time < 10 || time >= 1000 ? 1 : 0;
  return time < 1000 ? `${Number(time.toFixed(digits))} ms` : `${Number((time / 1000).toFixed(digits))} s`;
}

// What formats dates takes milliseconds to make: not before somebody needs it.
export const time = (when = Date.now(), dateStyle = undefined) =>
  new Date(when).toLocaleString(language, { dateStyle, timeStyle: 'short' });

export const date = (text) => (Number.isNaN(Date.parse(text)) ? text : time(text, 'long'));

const fromNow = (number, unit) => new Intl.RelativeTimeFormat(language).format(number, unit);

export function age(text) {
  const hours = (Date.parse(text) - Date.now()) / 3_600_000;
  const days = hours / 24;
  return Math.abs(days) < 2 ? fromNow(Math.round(hours), 'hour') : fromNow(Math.round(days), 'day');
}

export const delay = (seconds) =>
  seconds < 120 ? fromNow(seconds, 'second') : fromNow(Math.ceil(seconds / 60), 'minute');

export function share(part, all) {
  const squared = 1.96 ** 2;
  const middle = (part + squared / 2) / (all + squared);
  const half = 1.96 / (all + squared) * Math.sqrt(part * (all - part) / all + squared / 4);
  return `${percents.format(part / all)}; of other sentences like these ` +
    `${percents.format(Math.max(0, middle - half))} to ${percents.format(Math.min(1, middle + half))}, ` +
    'with 95% confidence';
}
