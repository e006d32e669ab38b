import type { Sentence } from '../../language/sentence.ts';
import { people, withFile } from './phrase-parts.ts';
import type { WishInput } from './wish.ts';

/** One way to say what is done with a file. */
export interface Rule {
  pattern: RegExp;
  read(groups: Record<string, string | undefined>, sentence: Sentence): Omit<WishInput, 'sentence'> | undefined;
}

const verbs = '(?:post|share|send|forward|put|drop)';
const file = '(?<file>(?!me\\b|us\\b).+?)';
const into = '(?:in|into|to|on)';
const article = '(?:(?:the|our|my|an?)\\s+)?';
const chat = '(?:(?:group|private|direct|teams|1:1|one-to-one)\\s+)*(?:chat|conversation|dm)';

const rule = (pattern: string, read: (groups: Record<string, string | undefined>) => Partial<WishInput>): Rule => ({
  pattern: new RegExp(`^${pattern}$`, 'iu'),
  read(groups, sentence) {
    const said = sentence.body?.trim();
    return {
      do: 'post',
      ...withFile(groups.file),
      ...read(groups),
      ...(said ? { message: said.slice(0, 4000) } : {}),
    };
  },
});

/** Posted, others see it in a conversation; shared, they have it by a mail. */
export const postRules: Rule[] = [
  rule(
    `${verbs}\\s+${file}\\s+(?:here|${into}\\s+this\\s+(?:chat|channel|conversation|group|thread))[.!]*`,
    () => ({}),
  ),
  rule(`${verbs}\\s+${file}\\s+(?:${into}|via)\\s+${article}${chat}\\s+with\\s+(?<who>.+)`, ({ who = '' }) => {
    const { rest, ...role } = roleAtEnd(who);
    return { ...role, people: people(rest) };
  }),
  rule(
    `${verbs}\\s+${file}\\s+(?:with|to)\\s+(?<who>.+?)\\s+(?:in|via|over|on)\\s+${article}${chat}[.!]*`,
    ({ who = '' }) => ({
      people: people(who),
    }),
  ),
  rule(`${verbs}\\s+${file}\\s+${into}\\s+${article}${chat}\\s+(?:called\\s+|named\\s+)?(?<place>.+)`, named('chat')),
  rule(`${verbs}\\s+${file}\\s+${into}\\s+${article}(?<place>.+?)\\s+${chat}[.!]*`, named('chat')),
  rule(
    `${verbs}\\s+${file}\\s+${into}\\s+${article}channel\\s+(?:called\\s+|named\\s+)?(?<place>.+)`,
    named('channel'),
  ),
  rule(`${verbs}\\s+${file}\\s+${into}\\s+${article}(?<place>.+?)\\s+channel(?<role>[,(].*)?[.!]*`, named('channel')),
  rule(`post\\s+${file}\\s+(?:in|into|on)\\s+(?<place>.+)`, named('place')),
  rule(`post\\s+${file}\\s+to\\s+(?<place>.+)`, named()),
];

function named(placeKind?: WishInput['placeKind']) {
  return ({ place = '', role: more = '' }: Record<string, string | undefined>): Partial<WishInput> => {
    const { rest, ...role } = roleAtEnd(`${place}${more}`);
    return {
      ...role,
      place: rest.replace(/^["“”'‘’«]+|["“”'‘’».!]+$/gu, '').trim(),
      ...(placeKind ? { placeKind } : {}),
    };
  };
}

/** ", can edit", "(view only)", "with edit access": only where it can be nothing else, since channels are called anything. */
function roleAtEnd(text: string): { role?: 'view' | 'edit'; rest: string } {
  const found =
    /(?:\s*[,(]\s*(?:and\s+)?(?:they\s+|he\s+|she\s+)?(?:can\s+|may\s+|to\s+|for\s+|with\s+|as\s+)?|\s+(?:who\s+)?(?:can|may)\s+|\s+with\s+(?=\w+\s+(?:access|rights?|permissions?)))(?:only\s+)?(?<role>edit|write|view|read)(?:or|er|ing|[- ]?only)?(?:\s+(?:it|only|access|rights?|permissions?))?\)?[.!]*$/iu.exec(
      text,
    );
  if (!found) return { rest: text };
  return {
    role: /^(?:edit|write)$/iu.test(found.groups?.role ?? '') ? 'edit' : 'view',
    rest: text.slice(0, found.index),
  };
}
