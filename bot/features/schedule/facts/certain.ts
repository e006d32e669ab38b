import type { Meeting } from '@aide/contracts/schedule';
import { line } from '../../../chat/parts.ts';
import { readLike } from '../../../language/orders.ts';
import { isName } from '../../../language/pronouns.ts';
import type { Fact } from '../../chat.ts';
import { findMeetings, isNamed, othersIn, type Which } from '../commands/find-meeting.ts';
import { whichOf } from '../commands/which.ts';
import { meetingNoun } from '../commands/words.ts';
import { readScopes } from '../scopes.ts';

interface Asked {
  which: Which;
  /** The meeting in the words it was named by. */
  words: string;
  who?: string;
  /** Minutes: it is longer, or shorter, than this. */
  longer?: number;
  shorter?: number;
}

const meeting = `(?<meeting>(?:my|the) (?:[^,;?!]{1,80}? )?(?:${meetingNoun})(?: [^,;?!]{1,80}?)?)`;
const withWhom = new RegExp(`^${meeting}(?: is| was| will be)?(?: only)? with (?<who>[^,;?!]{2,80})$`, 'iu');
const howLong = new RegExp(
  `^${meeting} (?:is|lasts|takes|will be|will take|goes on for) (?:(?<longer>longer than|more than|over)|(?<shorter>shorter than|less than|under)) .+$`,
  'iu',
);
/** One meeting is meant: the first, the next, the one at three; any meeting with somebody is another fact. */
const telling = /^(?:my|the) (?:very )?(?:first|next|last|second|third|final|earliest|latest)(?![\p{L}])/iu;

export const certainFact: Fact<Asked> = {
  name: 'schedule.certain',
  title: 'with whom a certain meeting is, or how long it takes',
  examples: [
    'my first meeting tomorrow is with Megan',
    'my next meeting is with Alex',
    'my last meeting on Friday is longer than an hour',
  ],
  scopes: readScopes,
  read({ words, sentence }) {
    const found = (withWhom.exec(words) ?? howLong.exec(words))?.groups;
    if (!found || !telling.test(found.meeting!)) return undefined;
    const { who, longer, shorter } = found;
    const minutes = sentence.duration;
    if (who === undefined ? minutes === undefined : !isName(who)) return undefined;
    return {
      score: 0.95,
      names: who === undefined ? [] : [who],
      thing: found.meeting!,
      request: {
        which: whichOf(readLike(sentence, found.meeting!)),
        words: found.meeting!,
        ...(who === undefined ? {} : { who }),
        ...(longer && minutes ? { longer: minutes } : {}),
        ...(shorter && minutes ? { shorter: minutes } : {}),
      },
    };
  },
  async check(ctx, { which, words, who, longer = 0, shorter = Number.POSITIVE_INFINITY }) {
    const [{ fitting }, { mail }] = await Promise.all([findMeetings(ctx, which), ctx.profile()]);
    const [found] = fitting;
    if (!found) return { count: 0, because: `There is no meeting that is ${line(words)}.` };
    const others = othersIn(found, mail.toLowerCase());
    const isSo = (who === undefined || others.some((one) => isNamed(one, who))) && isBetween(found, longer, shorter);
    return { count: isSo ? 1 : 0, because: told(found, words, who, others) };
  },
};

const lengthOf = ({ start, end }: Meeting) => (Date.parse(end) - Date.parse(start)) / 60_000;
const isBetween = (one: Meeting, longer: number, shorter: number) => lengthOf(one) > longer && lengthOf(one) < shorter;

function told(found: Meeting, words: string, who: string | undefined, others: ReturnType<typeof othersIn>): string {
  const name = `${line(words.replace(/^my/iu, 'Your').replace(/^the/iu, 'The'))} is “${line(found.subject)}”`;
  if (who === undefined) return `${name} and takes ${lengthOf(found)} minutes.`;
  const people = others.map((one) => line(one.name ?? one.address)).slice(0, 5);
  return people.length > 0 ? `${name}, with ${people.join(', ')}.` : `${name}, with nobody else.`;
}
