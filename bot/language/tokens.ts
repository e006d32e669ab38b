/** A word, number, address, quotation or mark of a sentence, with its place in the text. */
export interface Token {
  kind: 'word' | 'number' | 'address' | 'quote' | 'mark';
  text: string;
  /** Lower case, plain apostrophes, without a possessive 's: "Tomorrow’s" → tomorrow. */
  low: string;
  start: number;
  end: number;
  /** Of a quotation: what is between the marks. */
  inner?: string;
}

/** The longest text that is read. */
export const longestText = 1000;
const longestQuote = 300;

/** Folds white space, drops control characters and what is left of mentions, and cuts to 1,000 characters. */
export function cleanText(text: string): string {
  // A little more than is kept, so that what is thrown away does not cost what is said.
  const bounded = text.slice(0, longestText * 4).normalize('NFC');
  const plain = bounded
    .replace(/<at\b[^<>]{0,200}>[^<>]{0,200}<\/at>/giu, ' ')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  // Not through the middle of a surrogate pair.
  return plain.length <= longestText
    ? plain
    : plain
        .slice(0, longestText)
        .replace(/[\ud800-\udbff]$/u, '')
        .trim();
}

// Each alternative reads forward only, so the work grows with the length alone.
const pattern =
  /(?<address>[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8})|(?<meridiem>[ap]\.m\b\.?)|(?<number>\d+(?:[.:]\d+)*)|(?<word>[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*)|(?<mark>\S)/iuy;

const closing: Record<string, RegExp> = {
  '"': /"/u,
  '“': /[”"“]/u,
  '„': /[“”"]/u,
  '«': /»/u,
  "'": /'(?![\p{L}\p{N}])/u,
  '‘': /’(?![\p{L}\p{N}])/u,
};

/** A quotation that starts here; an apostrophe is none. */
function quoteAt(text: string, start: number): { inner: string; end: number } | undefined {
  const close = closing[text[start]!];
  if (!close || (start > 0 && /[\p{L}\p{N}]/u.test(text[start - 1]!))) return undefined;
  const after = text.slice(start + 1, start + 1 + longestQuote);
  const at = after.search(close);
  const inner = at > 0 ? after.slice(0, at).trim() : '';
  return inner ? { inner, end: start + 2 + at } : undefined;
}

/** The tokens of a clean text, in order. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const quote = quoteAt(text, at);
    if (quote) {
      tokens.push({
        kind: 'quote',
        text: text.slice(at, quote.end),
        low: '"',
        start: at,
        end: quote.end,
        inner: quote.inner,
      });
      at = quote.end;
      continue;
    }
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) {
      at += 1;
      continue;
    }
    const end = at + found[0].length;
    tokens.push(tokenOf(found, at, end));
    at = end;
  }
  return tokens;
}

function tokenOf(found: RegExpExecArray, start: number, end: number): Token {
  const text = found[0];
  const { address, meridiem, number, word } = found.groups!;
  const kind = address ? 'address' : number ? 'number' : word || meridiem ? 'word' : 'mark';
  const plain = text.toLowerCase().replaceAll('’', "'");
  const low = meridiem ? `${plain[0]}m` : kind === 'word' ? plain.replace(/'s$/u, '') : plain;
  return { kind, text, low, start, end };
}
