/** The name that is being typed after an @, and where the @ stands. */
export interface MentionQuery {
  from: number;
  words: string;
}

// After a letter or digit an @ is an address. A name has up to three words, and none of them is long.
const typing = /(?<![\p{L}\p{N}._%+-])@(?<words>[\p{L}\p{N}.'’_-]{0,40}(?: [\p{L}\p{N}.'’_-]{1,40}){0,2} ?)$/u;

/**
 * What somebody is about to mention at the caret.
 * @param settled the words of mentions that are chosen already ('@Megan Bowen'): behind them nothing is looked for
 */
export function mentionAt(text: string, caret: number, settled: readonly string[]): MentionQuery | undefined {
  const before = text.slice(Math.max(0, caret - 130), caret);
  const found = typing.exec(before);
  if (!found) return undefined;
  const words = found.groups?.words ?? '';
  if (settled.some((mark) => `@${words}`.startsWith(mark))) return undefined;
  // "@ " and "@Megan  ": it went on as text.
  if (/^ | {2}$/.test(words)) return undefined;
  return { from: caret - found[0].length, words: words.trimEnd() };
}

/** The text with a name in the place of what was typed, and where the caret goes. */
export function putMention(text: string, caret: number, { from }: MentionQuery, mark: string) {
  const after = text.slice(caret);
  const head = `${text.slice(0, from)}${mark}${after.startsWith(' ') ? '' : ' '}`;
  return { text: head + after, caret: head.length + (after.startsWith(' ') ? 1 : 0) };
}
