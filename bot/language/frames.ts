import { masked } from './quotes.ts';

/**
 * A way to say something, with slots: 'rename|retitle {meeting} to|as {title}'. `a|b`: one of the words; `[the]`: may be missing; what is in
 * a slot is given back as it was written. The last slot reaches to the end of the sentence.
 */
export type Frame = string;

export type Slots = Record<string, string>;

const compiled = new Map<Frame, RegExp>();

/** The first of the frames that the text holds. Nothing in quotation marks is a word of a frame. Linear in the length of the text. */
export function slotsIn(text: string, frames: readonly Frame[]): Slots | undefined {
  const hidden = masked(text.slice(0, longest));
  for (const frame of frames) {
    const found = patternOf(frame).exec(hidden);
    const slots = found?.indices?.groups;
    if (!slots) continue;
    return Object.fromEntries(
      Object.entries(slots).flatMap(([name, place]) => (place ? [[name, text.slice(...place).trim()]] : [])),
    );
  }
  return undefined;
}

const longest = 1000;

function patternOf(frame: Frame): RegExp {
  const known = compiled.get(frame);
  if (known) return known;
  const parts = frame.split(' ').map((part, i, all) => {
    const slot = /^\{(\w+)\}$/u.exec(part)?.[1];
    // Bounded, so that a hostile text costs no more than its length times this.
    if (slot) return i === all.length - 1 ? `(?<${slot}>\\S.{0,800})` : `(?<${slot}>\\S.{0,200}?)`;
    const optional = /^\[(.+)\]$/u.exec(part)?.[1];
    const words = (optional ?? part).replaceAll('_', '\\s+').replaceAll("'", "['’]");
    return optional ? { optional: words } : `(?:${words})`;
  });
  let source = '(?<![\\p{L}\\p{N}])';
  let joint = '';
  for (const part of parts) {
    if (typeof part === 'string') source += `${joint}${part}`;
    else source += joint === '' ? `(?:${part.optional}\\s+)?` : `(?:${joint}${part.optional})?`;
    if (typeof part === 'string') joint = '\\s+';
  }
  const ends = /\}$/u.test(frame) ? '$' : '(?![\\p{L}\\p{N}])';
  const pattern = new RegExp(source + ends, 'iud');
  compiled.set(frame, pattern);
  return pattern;
}

/** What somebody wrote as a name for something: without quotation marks around it, politeness and marks after it. */
export function nameWritten(text: string): string {
  const plain = text
    .trim()
    .replace(/[\s,]+(?:please|pls|thanks|thank you)[.!]*$/iu, '')
    .replace(/[.?!;,]+$/u, '')
    .trim();
  const quoted = /^(?:["“„«](?<double>.+)["”“»]|['‘](?<single>.+)['’])$/u.exec(plain)?.groups;
  return (quoted?.double ?? quoted?.single ?? plain).trim();
}
