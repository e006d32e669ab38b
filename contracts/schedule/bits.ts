/**
 * Sets of small numbers, 32 to a word: bit i of the set is bit i mod 32 of word i div 32. A set of time cells is one of these,
 * so that "who is busy when" for hundreds of people is a few thousand machine operations.
 */
export type Bits = Uint32Array;

export const emptyBits = (size: number): Bits => new Uint32Array((size + 31) >>> 5);
export const hasBit = (bits: Bits, index: number): boolean => (((bits[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;
export function setBit(bits: Bits, index: number): void {
  bits[index >>> 5]! |= 1 << (index & 31);
}

/** Sets the half-open stretch `from` … `to`. */
export function setStretch(bits: Bits, from: number, to: number): Bits {
  // Whole words at once; the first and the last only in part.
  for (let w = from >>> 5; w * 32 < to; w++) {
    const low = Math.max(from - w * 32, 0);
    const high = Math.min(to - w * 32, 32);
    if (low < high) bits[w]! |= (high === 32 ? -1 : (1 << high) - 1) & (-1 << low);
  }
  return bits;
}

/** Is any bit of the half-open stretch set? */
export function anyBit(bits: Bits, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (hasBit(bits, i)) return true;
  return false;
}

/** Adds `more` to `bits`, in place. */
export function unite(bits: Bits, more: Bits): Bits {
  for (let w = 0; w < bits.length; w++) bits[w]! |= more[w]!;
  return bits;
}

/** Keeps in `bits` only what is in `others` too, in place. */
export function keep(bits: Bits, others: Bits): Bits {
  for (let w = 0; w < bits.length; w++) bits[w]! &= others[w]!;
  return bits;
}

/** Takes `others` out of `bits`, in place. */
export function remove(bits: Bits, others: Bits): Bits {
  for (let w = 0; w < bits.length; w++) bits[w]! &= ~others[w]!;
  return bits;
}

/** Bit i of the answer is bit i + by of `bits`: everything comes `by` cells earlier. */
export function earlier(bits: Bits, by: number): Bits {
  const moved = new Uint32Array(bits.length);
  const words = by >>> 5;
  const rest = by & 31;
  for (let w = 0; w + words < bits.length; w++) {
    const low = bits[w + words]! >>> rest;
    moved[w] = rest === 0 ? low : low | ((bits[w + words + 1] ?? 0) << (32 - rest));
  }
  return moved;
}

/** Bit i of the answer is bit i - by of `bits`: everything comes `by` cells later. */
export function later(bits: Bits, by: number): Bits {
  const moved = new Uint32Array(bits.length);
  const words = by >>> 5;
  const rest = by & 31;
  for (let w = bits.length - 1; w >= words; w--) {
    const high = bits[w - words]! << rest;
    moved[w] = rest === 0 ? high : high | ((bits[w - words - 1] ?? 0) >>> (32 - rest));
  }
  return moved;
}

/** Bit i of the answer: is any of the `length` bits from i on set? Doubles its reach in each step. */
export function spread(bits: Bits, length: number): Bits {
  const reach = bits.slice();
  for (let covered = 1; covered < length; ) {
    const step = Math.min(covered, length - covered);
    unite(reach, earlier(reach, step));
    covered += step;
  }
  return reach;
}

/** The numbers in the set, ascending. */
export function members(bits: Bits): number[] {
  const found: number[] = [];
  for (let w = 0; w < bits.length; w++)
    for (let word = bits[w]!; word !== 0; word &= word - 1) found.push(w * 32 + 31 - Math.clz32(word & -word));
  return found;
}

/**
 * How many of the sets hold each number below `size`. Adds all columns of a word at once with binary counters that lie
 * across the words (one plane per binary digit), so a set costs about two operations per word.
 */
export function countBits(sets: Bits[], size: number): Uint16Array {
  const planes: Bits[] = [];
  for (const set of sets)
    for (let w = 0; w < set.length; w++)
      for (let carry = set[w]!, digit = 0; carry !== 0; digit++) {
        if (digit === planes.length) planes.push(emptyBits(size));
        const plane = planes[digit]!;
        const sum = plane[w]!;
        plane[w] = sum ^ carry;
        carry = sum & carry;
      }
  const counts = new Uint16Array(size);
  planes.forEach((plane, digit) => {
    for (const i of members(plane)) if (i < size) counts[i]! += 1 << digit;
  });
  return counts;
}
