// Numbers that are the same in every run: Marsaglia's xorshift, https://doi.org/10.18637/jss.v008.i14

/** Makes a source: each call gives a whole number from 0 to below its argument. */
export function random(seed) {
  let state = seed * 0x9e3779b1 | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
