import type { Meeting } from '@aide/contracts/schedule';
import { line } from '../../chat/parts.ts';
import { type Reader, when } from '../../chat/when.ts';
import { AideError } from '../../errors.ts';
import { masked } from '../../language/quotes.ts';
import { readSentence } from '../../language/read.ts';
import type { Reference } from '../chat.ts';
import { findMeetings, othersIn, type Which } from './commands/find-meeting.ts';
import { whichOf } from './commands/which.ts';
import { readScopes } from './scopes.ts';

/** "whoever I'm meeting first tomorrow", "the person I meet at 11:30" */
const meeting =
  "(?:whoever|whomever|everyone|everybody|anyone|anybody|the (?:people|person|one|ones))(?: (?:who|that|whom))? (?:i['’]m|i am|i['’]ll be|i will be|we['’]re|we are|i) (?:meet|meeting|seeing|see)(?: with)?(?<when>(?: [^,;?!]{1,60}?)?(?: (?:first|next|last|today|tomorrow|on|at|this|in|after|before)(?![\\p{L}])[^,;?!]{0,60}?))";
/** "Who is my last meeting on Friday with? Send them …" */
const asking =
  /(?<![\p{L}])who(?:['’]s| is| are)? (?<meeting>(?:my|the) [^?]{1,100}?) with(?<when> [^?]{1,60})?\?\s+(?=\S)/iu;
const them = /(?<![\p{L}])(?:them|him|her)(?![\p{L}])/iu;

interface Asked {
  which: Which;
  /** The meeting in the words it was named by. */
  words: string;
}

const guests = '(?:attendees|participants|invitees|guests)';
const everybody = `(?:(?:everybody|everyone|anybody|anyone|whoever|those|all(?: of)?(?: the| of the)? (?:people|${guests})|all (?:people|${guests})|the people|the ${guests}|${guests})(?:['’]s)?)`;
const attending =
  "(?: (?:who|that)(?:['’]s| is| are| will be)?)?(?: (?:in|of|at|on|for|from|joining|attending|attends?|invited to|invited for|going to|coming to|who attends?|taking part in))";
const noun =
  '(?:meetings?|events?|calls?|appointments?|sessions?|syncs?|stand[- ]?ups?|catch[- ]?ups?|1:1s?|reviews?|workshops?|invitations?|invites?)';
/** Where the words for the meeting end, and the order goes on. */
const stop =
  '(?=\\s+(?:saying|says|titled|entitled|telling|asking|reminding|an? (?:\\p{L}+ ){0,2}e-?mail|with (?:the |a )?(?:subject|title|body|text|message|event|meeting|name)|with ["“\'‘]|to (?:say|tell|let|inform|remind|ask)|about|regarding|and|that)(?![\\p{L}])|[,;:?!]|\\.(?:\\s|$)|\\s*$)';
const owner = "(?:my|the|our|this|that|today['’]s|tomorrow['’]s|next|last)";
const meetingWords = `${owner}(?=\\s)[^,;:?!]{0,120}?(?<!\\p{L})${noun}(?!\\p{L})[^,;:?!]{0,120}?`;

const withMeeting = new RegExp(`(?<![\\p{L}])${everybody}${attending} (?<meeting>${meetingWords})${stop}`, 'iu');
const withThose = new RegExp(`(?<![\\p{L}])${meeting}(?=\\s+by(?![\\p{L}])|${stop.slice(3)}`, 'iu');
/** "the first event on Friday. … to the attendees": the meeting was named in the sentence before. */
const alone = new RegExp(`(?<![\\p{L}])(?:all (?:of )?)?(?:(?:the|its|their) )?${guests}(?![\\p{L}])`, 'giu');
const before = new RegExp(
  `(?<![\\p{L}])(?<meeting>${meetingWords})(?=[.?!,;]|\\s+(?:and|so|is|starts|begins)(?![\\p{L}]))`,
  'giu',
);

/** Everybody in a meeting but oneself. */
export const attendeesReference: Reference<Asked> = {
  name: 'schedule.attendees',
  examples: ['everybody in my first meeting tomorrow', 'the attendees of my next meeting with Alex'],
  scopes: readScopes,
  find(text, now) {
    const hidden = masked(text);
    const found = withMeeting.exec(hidden);
    if (found) {
      const at = found.index + found[0].indexOf(found.groups!.meeting!);
      const words = text.slice(at, at + found.groups!.meeting!.length).trim();
      return { from: found.index, to: at + words.length, request: { which: whichIn(words, now), words } };
    }
    const those = withThose.exec(hidden);
    if (those) {
      const words = `my meeting ${text.slice(those.index + those[0].length - those.groups!.when!.length, those.index + those[0].length).trim()}`;
      return { from: those.index, to: those.index + those[0].length, request: { which: whichIn(words, now), words } };
    }
    const asked = asking.exec(hidden);
    const pronoun = asked && them.exec(hidden.slice(asked.index + asked[0].length));
    if (asked && pronoun) {
      const words = `${asked.groups!.meeting!}${asked.groups!.when ?? ''}`;
      const from = asked.index + asked[0].length + pronoun.index;
      return { from, to: from + pronoun[0].length, request: { which: whichIn(words, now), words } };
    }
    const [last] = [...hidden.matchAll(alone)].reverse();
    const named = last && [...hidden.slice(0, last.index).matchAll(before)].at(-1);
    if (!last || !named) return undefined;
    const words = text.slice(named.index, named.index + named.groups!.meeting!.length).trim();
    return { from: last.index, to: last.index + last[0].length, request: { which: whichIn(words, now), words } };
  },
  async resolve(ctx, { which, words }) {
    const { fitting } = await findMeetings(ctx, which);
    const [meeting, ...others] = fitting;
    if (!meeting) throw noMeeting(words);
    if (others.length > 0) throw several(words, fitting, await ctx.profile());
    const { mail } = await ctx.profile();
    const addresses = othersIn(meeting, mail.toLowerCase())
      .filter((who) => !('type' in who) || who.type !== 'resource')
      .map(({ address }) => address);
    const once = [...new Map(addresses.map((address) => [address.toLowerCase(), address])).values()];
    if (once.length === 0) throw nobody(meeting);
    return { addresses: once, title: meeting.subject };
  },
};

/** A possessive day is a day: "tomorrow's first meeting". */
const whichIn = (words: string, now: Parameters<Reference['find']>[1]): Which =>
  whichOf(readSentence(words.replace(/(?<=today|tomorrow)['’]s/giu, ''), { now }));

const noMeeting = (words: string) =>
  new AideError('not_found', {
    message: 'no such meeting',
    userMessage: `I found no meeting that is ${line(words)}. Nothing was done.`,
    remedy: 'Say it in other words, or name the people: email Megan and Alex.',
  });

const several = (words: string, meetings: Meeting[], reader: Reader) =>
  new AideError('invalid_input', {
    message: 'several meetings fit',
    userMessage: `Several meetings can be ${line(words)}: ${meetings
      .slice(0, 5)
      .map((meeting) => `“${line(meeting.subject)}” (${when(meeting, reader)})`)
      .join(', ')}. Nothing was done.`,
    remedy: 'Say which one, for instance: my first meeting tomorrow, or: my meeting called “Budget” on Friday.',
  });

const nobody = ({ subject }: Meeting) =>
  new AideError('invalid_input', {
    message: 'a meeting with nobody else in it',
    userMessage: `There is nobody else in “${line(subject)}”. Nothing was done.`,
    remedy: 'Name somebody.',
  });

export const references = [attendeesReference];
