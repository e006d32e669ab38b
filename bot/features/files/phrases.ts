import { wantedFrom } from '../../chat/files/wanted.ts';
import { says } from '../../chat/words.ts';
import type { Sentence } from '../../language/sentence.ts';
import {
  endsAsFile,
  namesFile,
  others,
  people,
  politely,
  quoted,
  roleIn,
  startsOtherwise,
  withFile,
} from './phrase-parts.ts';
import { postRules, type Rule } from './post-phrases.ts';
import type { WishInput } from './wish.ts';

/** What a sentence asks for, and how sure that is. */
export interface Phrase {
  wish: WishInput;
  score: number;
}

const conversation = /(?<![\p{L}\p{N}])(?:chat|channel|conversation|dm)(?![\p{L}\p{N}])/iu;

/** The ways to say what is done with a file; the first that fits counts. */
const rules: Record<WishInput['do'], Rule[]> = {
  share: [
    { pattern: /^(?:share|send|forward)\s+(?<file>.+?)\s+(?:with|to)\s+(?<who>.+)$/iu, read: shareWith },
    { pattern: /^share\s+with\s+(?<who>.+?)\s*:\s*(?<file>.+)$/iu, read: shareWith },
    {
      pattern:
        /^(?:give|grant|get)\s+(?<who>.+?)\s+(?<role>(?:(?:edit|write|view|read|editing|viewing|full)[- ]?(?:only)?\s+)?(?:access|rights?|permissions?))\s+(?:to|on|for|of)\s+(?<file>.+)$/iu,
      read: shareWith,
    },
    {
      pattern: /^(?:let|allow)\s+(?<who>.+?)\s+(?:to\s+)?(?<role>edit|view|read|see|change|open)\s+(?<file>.+)$/iu,
      read: shareWith,
    },
    { pattern: /^share\s+(?<file>.+)$/iu, read: ({ file }) => ({ do: 'share', ...withFile(file) }) },
  ],
  link: [
    {
      pattern:
        /^(?:create|make|get|give me|generate|copy|i need)\s+(?:me\s+)?(?:an?|the)?\s*(?<kind>(?:[\p{L}-]+\s+){0,3}?)(?:sharing )?link\s+(?:to|for|of)\s+(?<file>.+)$/iu,
      read: readLink,
    },
    { pattern: /^(?<kind>)link\s+(?:to|for)\s+(?<file>.+)$/iu, read: readLink },
  ],
  access: [
    {
      pattern: /^who(?:\s+all)?\s+(?:has|have|got)\s+(?:access|rights?|permissions?)\s+(?:to|on|for)\s+(?<file>.+)$/iu,
      read: ({ file }) => ({ do: 'access', ...withFile(file) }),
    },
    {
      pattern:
        /^(?:who\s+(?:can|may)\s+(?:see|open|edit|read|view|access)|with whom (?:did i share|is)|who (?:did i|is) share[d]?)\s+(?<file>.+?)(?:\s+(?:with|shared))?$/iu,
      read: ({ file }) => ({ do: 'access', ...withFile(file) }),
    },
    {
      pattern: /^(?:show\s+(?:me\s+)?)?(?:the\s+)?(?:access|permissions|sharing)\s+(?:to|of|for|on)\s+(?<file>.+)$/iu,
      read: ({ file }) => ({ do: 'access', ...withFile(file) }),
    },
  ],
  revoke: [
    {
      pattern: /^(?:stop|end)\s+sharing\s+(?<file>.+?)\s+with\s+(?<who>.+)$/iu,
      read: ({ file, who = '' }) => ({ do: 'revoke', ...withFile(file), people: people(who) }),
    },
    {
      pattern:
        /^(?:remove|revoke|take away|withdraw)\s+(?<who>.+?)(?:['’]s?)?\s+(?:access|rights?|permissions?)\s+(?:to|from|on|for)\s+(?<file>.+)$/iu,
      read: ({ file, who = '' }) => ({ do: 'revoke', ...withFile(file), people: people(who) }),
    },
    {
      pattern: /^unshare\s+(?<file>.+?)(?:\s+(?:with|from)\s+(?<who>.+))?$/iu,
      read: ({ file, who }) => ({ do: 'revoke', ...withFile(file), people: who ? people(who) : [] }),
    },
    { pattern: /^(?:stop|end)\s+sharing\s+(?<file>.+)$/iu, read: ({ file }) => ({ do: 'revoke', ...withFile(file) }) },
  ],
  changeAccess: [
    {
      pattern:
        /^(?:change|set|limit|reduce|downgrade)\s+(?<who>.+?)(?:['’]s?)?\s+(?:access|rights?|permissions?|role)\s+(?:to|on|for|of)\s+(?<file>.+?)\s+to\s+(?<role>.+)$/iu,
      read: ({ file, who = '', role }) => ({
        do: 'changeAccess',
        ...withFile(file),
        people: people(who),
        role: roleIn(role ?? '').role ?? 'view',
      }),
    },
    {
      pattern: /^make\s+(?<who>.+?)\s+(?:an?\s+)?(?<role>editors?|viewers?|readers?)\s+(?:of|on|for)\s+(?<file>.+)$/iu,
      read: ({ file, who = '', role }) => ({
        do: 'changeAccess',
        ...withFile(file),
        people: people(who),
        role: /^edit/iu.test(role ?? '') ? ('edit' as const) : ('view' as const),
      }),
    },
  ],
  post: postRules,
  copy: [
    {
      pattern: /^copy\s+(?<file>.+?)\s+(?:to|into)\s+(?<to>.+)$/iu,
      read: ({ file, to = '' }) => ({ do: 'copy', ...withFile(file), to: folder(to) }),
    },
  ],
  move: [
    {
      pattern: /^(?:move|put)\s+(?<file>.+?)\s+(?:to|into|in)\s+(?<to>.+)$/iu,
      // "put it in the Launch chat" is a post.
      read: ({ file, to = '' }) =>
        conversation.test(to) && !/\bfolder\b/iu.test(to)
          ? undefined
          : { do: 'move', ...withFile(file), to: folder(to) },
    },
  ],
  rename: [
    {
      pattern: /^rename\s+(?<file>.+?)\s+(?:to|as|into)\s+(?<name>.+)$/iu,
      read: ({ file, name = '' }) => ({
        do: 'rename',
        ...withFile(file),
        name: name.replace(/^["“”'‘’«]|["“”'‘’»]$/gu, '').trim(),
      }),
    },
  ],
  delete: [
    {
      pattern: /^(?:delete|remove|trash|bin|throw away)\s+(?<file>.+)$/iu,
      read: ({ file }) => ({ do: 'delete', ...withFile(file) }),
    },
  ],
  show: [
    {
      pattern:
        /^(?:find|open|show|show me|send me|get|get me|where(?:['’]s| is| are)|look for|search for|bring up|i need)\s+(?<file>.+?)\??$/iu,
      read: ({ file }) => ({ do: 'show', ...withFile(file) }),
    },
  ],
};

/** Reads a sentence for one of these; undefined when it says something else. */
export function phraseFor(sentence: Sentence, what: WishInput['do']): Phrase | undefined {
  // A sentence with a body says what goes with it: "share the deck with Megan: have a look".
  const told = sentence.head?.text ?? sentence.text;
  const text = told
    .replace(politely, '')
    .replace(/\s+please$/iu, '')
    .trim();
  const aboutOthers = says(sentence, others);
  for (const { pattern, read } of rules[what]) {
    const groups = pattern.exec(text)?.groups;
    const found = groups && read(groups, sentence);
    if (!found) continue;
    // "the meeting deck" is a file, "the deck review meeting" is none: what it is, the last word says.
    if (aboutOthers && (!endsAsFile(groups.file ?? text) || startsOtherwise.test(groups.file ?? ''))) return undefined;
    const isNamed = namesFile(text) || quoted.test(text);
    return { wish: { ...found, sentence: sentence.text }, score: base[what] + (isNamed ? 0.12 : 0) };
  }
  return undefined;
}

/** How sure one is of each without a word that names a file; below 0.7 somebody else's reading is better. */
const base: Record<WishInput['do'], number> = {
  share: 0.8,
  link: 0.84,
  access: 0.84,
  revoke: 0.86,
  changeAccess: 0.86,
  post: 0.85,
  copy: 0.86,
  move: 0.86,
  rename: 0.75,
  delete: 0.86,
  show: 0.78,
};
/** These are others' words too ("move the meeting", "find a time"): without a file in them they are not ours. */
export const needsFile = new Set<WishInput['do']>(['post', 'copy', 'move', 'delete', 'show']);

const folder = (text: string) => ({ ...wantedFrom(text), folder: true });

function shareWith(
  { file, who = '', role: said }: Record<string, string | undefined>,
  sentence: Sentence,
): Omit<WishInput, 'sentence'> {
  const { role, rest } = roleIn(`${who}${said && !/^(?:access|see|open)/iu.test(said) ? ` ${said}` : ''}`);
  const message = sentence.body?.trim();
  return {
    do: 'share',
    ...withFile(file?.replace(/^(?:a |the )?link (?:to|for) /iu, '')),
    people: people(rest),
    ...(role ? { role } : {}),
    ...(message ? { message: message.slice(0, 2000) } : {}),
  };
}

function readLink(
  { kind = '', file = '' }: Record<string, string | undefined>,
  sentence: Sentence,
): Omit<WishInput, 'sentence'> {
  const { role, rest } = roleIn(file);
  const kindRole = roleIn(kind).role;
  const anyone =
    /\b(?:anyone|anybody|everyone|everybody|anonymous(?:ly)?|public|outside|without sign(?:ing)?[- ]?in)\b/iu;
  const open = anyone.test(kind) || anyone.test(rest);
  // "…, anyone, expires in 7 days", "… until Friday", "… for people in my organisation": what the link is like, not which file.
  const name = rest
    .replace(
      /[,;]?\s*\b(?:that\s+)?(?:expir(?:es|ing)|valid|which ends|ends|ending|until|till|for (?:anyone|everyone|anybody|people|my|our|the organi[sz]ation)|(?:so )?(?:that )?anyone|anybody|everyone|everybody)\b.*$/iu,
      '',
    )
    .replace(/\s+(?:for|by|with)$/iu, '');
  const at = sentence.spans.at(-1);
  const end = at && (at.kind === 'instant' ? at.start : at.end);
  return {
    do: 'link',
    ...withFile(name),
    ...((role ?? kindRole) ? { role: role ?? kindRole } : {}),
    ...(open ? { scope: 'anonymous' as const } : {}),
    ...(end ? { expires: end.toUTC().toISO()! } : {}),
  };
}
