/** Text as people type it, read: paragraphs of runs. What a message is made of, and what a card shows of it. */
export interface Block {
  kind: 'paragraph' | 'heading' | 'bullet' | 'number' | 'quote' | 'code';
  runs: Run[];
}

export interface Run {
  text: string;
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  code?: boolean;
  /** http, https or mailto. */
  href?: string;
  /** Index into the mentions. */
  mention?: number;
}

const line = /^(?:(?<heading>#{1,3})\s+|(?<bullet>[-*•])\s+|(?<number>\d{1,3})[.)]\s+|(?<quote>>)\s?)?(?<text>.*)$/u;

/**
 * Reads text with a little Markdown: **bold**, *italic*, ~~struck~~, `code`, ``` blocks, headings, lists, quotes, [links](https://…). Everything else is
 * text. An empty line begins a new paragraph, a single line break stays one.
 * @param marks the words that are mentions, e.g. '@Megan', each in the place of its index; matched where they stand alone
 */
export function readText(text: string, marks: readonly string[] = []): Block[] {
  const blocks: Block[] = [];
  let open = false;
  let code: string[] | undefined;
  const finder = finderOf(marks);
  for (const row of clean(text).split('\n')) {
    if (/^```[\w+#-]{0,20}\s*$/.test(row)) {
      if (code) blocks.push({ kind: 'code', runs: [{ text: code.join('\n') }] });
      code = code ? undefined : [];
      open = false;
    } else if (code) code.push(row);
    else if (row.trim() === '') open = false;
    else {
      const { heading, bullet, number, quote, text: inner = '' } = line.exec(row.trim())?.groups ?? {};
      const kind = heading ? 'heading' : bullet ? 'bullet' : number ? 'number' : quote ? 'quote' : 'paragraph';
      const runs = runsOf(inner, finder);
      const last = blocks.at(-1);
      if (open && last && kind === last.kind && (kind === 'paragraph' || kind === 'quote'))
        append(last.runs, [{ text: '\n' }, ...runs]);
      else blocks.push({ kind, runs });
      open = true;
    }
  }
  if (code && code.length > 0) blocks.push({ kind: 'code', runs: [{ text: code.join('\n') }] });
  return blocks;
}

/** Without control characters (line breaks and tabs stay) and marks that turn the direction of what follows. */
const clean = (text: string) =>
  text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');

// Each alternative is bounded by what it may not contain, so that the work grows with the length alone.
const inline =
  /`(?<code>[^`\n]{1,1000})`|\*\*(?<bold>[^*\n]{1,1000})\*\*|~~(?<strike>[^~\n]{1,1000})~~|(?<![\p{L}\p{N}*])\*(?<star>[^*\s][^*\n]{0,999})\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?<under>[^_\s][^_\n]{0,999})_(?![\p{L}\p{N}_])|\[(?<label>[^[\]\n]{1,300})\]\((?<target>[^()\s]{1,2000})\)|(?<url>https?:\/\/[^\s<>"]{1,2000})/gu;

/** Not `push(...)`: a long text has more runs than a call can have arguments. */
const append = (to: Run[], from: Run[]) => {
  for (const run of from) to.push(run);
};

type Finder = ReturnType<typeof finderOf>;

function runsOf(text: string, marks: Finder, look: Omit<Run, 'text'> = {}): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const found of text.matchAll(inline)) {
    const { code, bold, strike, star, under, label, target, url } = found.groups!;
    const inner = bold ?? strike ?? star ?? under;
    const href = safeLink(target ?? url?.replace(/[.,;:!?)\]]+$/, ''));
    // A link that leads nowhere one may go stays as it was written.
    if ((label !== undefined || url !== undefined) && href === undefined) continue;
    append(runs, mentionsIn(text.slice(from, found.index), marks, look));
    from = found.index + found[0].length;
    if (code !== undefined) runs.push({ ...look, text: code, code: true });
    else if (inner !== undefined)
      append(
        runs,
        runsOf(inner, marks, {
          ...look,
          ...(bold ? { bold: true } : strike ? { strike: true } : { italic: true }),
        }),
      );
    else if (label !== undefined) runs.push({ ...look, text: label, href: href! });
    else {
      const bare = url!.replace(/[.,;:!?)\]]+$/, '');
      runs.push({ ...look, text: bare, href: href! });
      from -= url!.length - bare.length;
    }
  }
  append(runs, mentionsIn(text.slice(from), marks, look));
  return runs;
}

/** Finds the marks where they stand alone, the longest first, in whatever case: a group for each, in their order. */
function finderOf(marks: readonly string[]): { finder: RegExp; order: number[] } | undefined {
  const order = marks
    .flatMap((mark, index) => (mark === '' ? [] : [index]))
    .sort((a, b) => marks[b]!.length - marks[a]!.length);
  if (order.length === 0) return undefined;
  const words = order.map((index) => `(${marks[index]!.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')})`);
  return { finder: new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'giu'), order };
}

function mentionsIn(text: string, finder: Finder, look: Omit<Run, 'text'>): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const found of finder ? text.matchAll(finder.finder) : []) {
    if (found.index > from) runs.push({ ...look, text: text.slice(from, found.index) });
    const group = found.slice(1).findIndex((word) => word !== undefined);
    runs.push({ ...look, text: found[0], mention: finder!.order[group]! });
    from = found.index + found[0].length;
  }
  if (from < text.length) runs.push({ ...look, text: text.slice(from) });
  return runs;
}

function safeLink(target: string | undefined): string | undefined {
  if (!target || !/^(?:https?:\/\/|mailto:)/i.test(target) || !URL.canParse(target)) return undefined;
  return new URL(target).href;
}
