/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export type Random = () => number;

export function random(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Another stream of the same seed: what one part draws does not change what another one gets. */
export const branch = (seed: number, name: string): Random => {
  let mixed = seed | 0;
  for (const c of name) mixed = (Math.imul(mixed, 31) + c.charCodeAt(0)) | 0;
  return random(mixed);
};

export const pick = <T>(next: Random, from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
