// Where the time went: the browser's own clock, split by the function's Server-Timing header.

/** The durations of a Server-Timing header by name, in milliseconds. */
function durationsIn(header) {
  const entries = (header ?? '').split(',').map((metric) => {
    const [name, ...parameters] = metric.split(';').map((part) => part.trim());
    const duration = parameters.find((parameter) => /^dur=/i.test(parameter));
    return [name.toLowerCase(), Number.parseFloat(duration?.slice(4).replaceAll('"', ''))];
  });
  return Object.fromEntries(entries.filter(([, duration]) => duration >= 0));
}

/** A round trip and its legs, in milliseconds; no legs where the header is missing or CORS hides it. */
export function timeSpent(roundTrip, header) {
  const { total, upstream = 0 } = durationsIn(header);
  if (total === undefined) {
    return { roundTrip, legs: [] };
  }
  const legs = [['Network', roundTrip - total], ['Function', total - upstream], ['Model server', upstream]];
  return { roundTrip, legs: legs.map(([name, spent]) => [name, Math.max(0, spent)]) };
}
