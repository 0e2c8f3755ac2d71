/** A 32-bit FNV-1a hash, mixed once more so that near keys differ in all bits. */
export function hash32(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in [0, 1) that depends on nothing but the seed and the key. */
export function noise(seed: number, key: string): number {
  return hash32(`${seed}/${key}`) / 2 ** 32;
}

/** A number in [low, high) for each key. */
export type Draw = (key: string, low: number, high: number) => number;

/** Numbers that depend on nothing but the seed, the scope and the key. */
export function drawOf(seed: number, scope: string): Draw {
  return (key, low, high) => low + (high - low) * noise(seed, `${scope}/${key}`);
}

/** As `noise`, for a series of numbers such as minutes, without making a text of each. */
export function seriesNoise(seed: number, key: string): (n: number) => number {
  const salt = hash32(`${seed}/${key}`);
  return (n) => {
    let h = salt ^ Math.imul(n | 0, 0x9e3779b1) ^ Math.imul((n / 2 ** 32) | 0, 0x85ebca77);
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
  };
}

/** `length` lower-case hexadecimal digits that depend on nothing but the key. */
export function hexOf(key: string, length: number): string {
  let out = '';
  for (let i = 0; out.length < length; i += 1) {
    out += hash32(`${key}#${i}`).toString(16).padStart(8, '0');
  }
  return out.slice(0, length);
}

/** A count with the mean `rate`, spread as a Poisson variable is, from one uniform number. */
export function countOf(rate: number, uniform: number): number {
  if (rate <= 0) return 0;
  if (rate > 30) {
    const spread = Math.sqrt(rate) * 3.46 * (uniform - 0.5);
    return Math.max(0, Math.round(rate + spread));
  }
  let probability = Math.exp(-rate);
  let total = probability;
  let count = 0;
  while (uniform > total && count < 200) {
    count += 1;
    probability *= rate / count;
    total += probability;
  }
  return count;
}
