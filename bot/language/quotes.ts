/** Something in quotation marks: characters [from, to) of the text, the marks included. */
export interface Quotation {
  from: number;
  to: number;
  /** What is between the marks. */
  inner: string;
}

const closing: Record<string, string> = {
  '"': '"”“',
  '“': '”"“',
  '„': '“”"',
  '«': '»',
  "'": "'’",
  '‘': "’'",
};
const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
const isSpace = (character: string | undefined) => character !== undefined && /\s/u.test(character);

/**
 * The quotations of a text, in order. Apostrophes are none: "We haven't met" is no end of a quotation, and neither is the one of a plural
 * ("our clients' calendars") as long as a later mark can be it. Linear in the length of the text.
 */
export function quotationsIn(text: string): Quotation[] {
  const found: Quotation[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const to = opensAt(text, at) ? closeAfter(text, at) : undefined;
    if (to === undefined) continue;
    found.push({ from: at, to, inner: text.slice(at + 1, to - 1).trim() });
    at = to - 1;
  }
  return found;
}

const opensAt = (text: string, at: number): boolean =>
  Object.hasOwn(closing, text[at]!) && !isWord(text[at - 1]) && text[at + 1] !== undefined && !isSpace(text[at + 1]);

/** The character after the mark that closes the quotation which `at` opens. */
function closeAfter(text: string, at: number): number | undefined {
  const marks = closing[text[at]!]!;
  const single = marks.includes("'");
  let plural: number | undefined;
  for (let i = at + 1; i < text.length; i += 1) {
    if (!marks.includes(text[i]!) || i === at + 1) continue;
    if (!single) return i + 1;
    // Another quotation begins here: what was passed over was the end after all.
    if (plural !== undefined && opensAt(text, i)) return plural;
    if (isWord(text[i + 1]) || isSpace(text[i - 1])) continue;
    if (/s/iu.test(text[i - 1]!) && isSpace(text[i + 1]) && isWord(text[i + 2])) {
      plural = i + 1;
      continue;
    }
    return i + 1;
  }
  return plural;
}

/** What hides what is quoted: no letter, no mark, no white space. */
const blank = '\uE000';

/** The text with what stands between quotation marks made blank; of the same length, so that places in it are places in the text. */
export function masked(text: string): string {
  let result = '';
  let from = 0;
  for (const quotation of quotationsIn(text)) {
    result += text.slice(from, quotation.from + 1) + blank.repeat(quotation.to - quotation.from - 2);
    from = quotation.to - 1;
  }
  return result + text.slice(from);
}

const saying =
  /(?<![\p{L}\p{N}])(?:saying|says|said|that reads|tell(?:ing)? (?:them|him|her) that|with the (?:text|body|message))(?![\p{L}\p{N}])\s*[:,]?\s+(?=\S)|(?<=\S):\s|\n/iu;

/**
 * Where a text of the person's own begins that is not in quotation marks ("email Megan saying …", "post in General: …"): from there on
 * nothing is an order, a name or a time.
 * @param hidden the masked text
 */
export function ownTextAt(hidden: string): number {
  const found = saying.exec(hidden.slice(0, 4000));
  if (!found) return hidden.length;
  const at = found.index + found[0].length;
  return /["“„«'‘]/u.test(hidden[at] ?? '') && hidden.includes(blank, at) ? hidden.length : at;
}
