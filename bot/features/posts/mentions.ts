import type { WantedMention } from './wish.ts';

const longest = 200;
// After a letter or digit an @ is an address.
const marked =
  /(?<![\p{L}\p{N}._%+-])@(?:(?<tag>tag)\s+)?(?<words>[\p{L}][\p{L}\p{M}\p{N}.'’_-]*(?: \p{Lu}[\p{L}\p{M}\p{N}.'’_-]*){0,3})/gu;

/** Whom a text mentions with an @: "@Megan Bowen", "@channel", "@tag Engineers". Settled ones are taken over from `before`. */
export function mentionsIn(text: string, before: readonly WantedMention[] = []): WantedMention[] {
  const found = new Map<string, WantedMention>();
  for (const { groups } of text.matchAll(marked)) {
    const { tag, words } = groups!;
    const names = shorter(words!.replace(/[.'’_-]+$/u, ''));
    const key = `${tag ?? ''}${names[0]!.toLowerCase()}`;
    if (found.has(key) || found.size >= 50) continue;
    const kind = tag ? 'tag' : kindOf(names[0]!);
    const same = before.find(
      (m) => m.inText && m.kind === kind && m.names[0]?.toLowerCase() === names[0]!.toLowerCase(),
    );
    found.set(key, same ?? { kind, names, inText: true });
  }
  return [...before.filter((m) => !m.inText), ...found.values()];
}

/** "Megan Bowen Please" → that, "Megan Bowen", "Megan". */
function shorter(words: string): string[] {
  const parts = words.slice(0, longest).split(' ');
  return parts.map((_, i) =>
    parts
      .slice(0, parts.length - i)
      .join(' ')
      .replace(/[.'’_-]+$/u, ''),
  );
}

/** "mention the channel", "notify Megan and the tag Engineers": what is asked for besides the text. */
export const mentionsAsked = (names: string): WantedMention[] =>
  names
    .split(/\s*(?:,|;|&|\band\b)\s*/iu)
    .map((name) => name.replace(/^@/, '').trim())
    .filter(Boolean)
    .slice(0, 20)
    .map((name) => {
      const tag = /^(?:the )?tag\s+(.+)$/iu.exec(name)?.[1];
      const plain = name.replace(/^(?:the|this|our|my)\s+/iu, '');
      return tag
        ? { kind: 'tag', names: [tag.slice(0, longest)], inText: false }
        : {
            kind: kindOf(plain),
            names: [(kindOf(plain) === 'person' ? name : plain).slice(0, longest)],
            inText: false,
          };
    });

function kindOf(name: string): WantedMention['kind'] {
  const low = name.toLowerCase();
  if (/^(everyone|everybody|all|here)$/.test(low)) return 'everyone';
  if (/^(whole |entire )?channel$/.test(low)) return 'channel';
  return /^(whole |entire )?team$/.test(low) ? 'team' : 'person';
}
