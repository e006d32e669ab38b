import type { Attendee, ProposeOutput, Slot } from '@aide/contracts/schedule';
import { card, execute } from '../../../chat/cards.ts';
import { names } from '../../../chat/names.ts';
import { asked, bold, line, type Option, say, small } from '../../../chat/parts.ts';
import { type Reader, when, zoneName } from '../../../chat/when.ts';
import type { Reply } from '../../chat.ts';
import { groupWarnings, who } from './attendees.ts';

export interface Proposals {
  /** "Times for "Budget"" */
  title: string;
  /** The draft of the offer; it becomes the operation's id, so that a card answered twice books once. */
  draft: string;
  verb: 'schedule.choose' | 'schedule.moveTo';
  people: Attendee[];
  /** Minutes. */
  duration: number;
  answer: ProposeOutput;
  reader: Reader;
  /** Sentences that ask for something easier, for when nothing fits. */
  wider: Option[];
}

/** The times to be offered, at most six: the one that was asked for first, even when somebody is busy then. */
export function offered({ proposals, compromises, wished }: ProposeOutput): Slot[] {
  const rest = (proposals.length > 0 ? proposals : compromises).filter((slot) => slot.start !== wished?.start);
  return [...(wished ? [wished] : []), ...rest].slice(0, 6);
}

/** Times to choose from: a button for each, its reason in the body. */
export function proposalsReply(view: Proposals): Reply {
  const { title, draft, verb, people, duration, answer, reader } = view;
  const { wished, unknown } = answer;
  const slots = offered(answer);
  const options = slots.map((slot) => ({ label: when(slot, reader), verb, data: { draft, start: slot.start } }));
  const wishedFree = wished !== undefined && answer.proposals.some((slot) => slot.start === wished.start);
  const heading =
    answer.proposals.length > 0
      ? wished && !wishedFree
        ? 'The time you asked for, and better ones:'
        : undefined
      : slots.length > 0
        ? 'No time suits everybody. The nearest compromises:'
        : 'I found no time.';
  const text = slots.length > 0 ? `${title}: choose one.` : `${title}: nothing fits.`;
  const made = card({
    title: line(title),
    facts: [
      ...(people.length > 0 ? [{ title: 'With', value: who(people, 8, answer.groups) }] : []),
      { title: 'Length', value: `${duration} minutes` },
      ...(slots[0] ? [{ title: 'Times in', value: zoneName(slots[0].start, reader) }] : []),
    ],
    body: [
      ...(heading ? [heading] : []),
      ...(answer.blockedBy ? [small(sentence(answer.blockedBy))] : []),
      ...slots.flatMap((slot) => [bold(when(slot, reader)), small(line(slot.reason))]),
    ],
    warnings: [
      ...(unknown.length > 0
        ? [
            `Not known: ${names(unknown.map((u) => `${line(u.address)} (${u.reason})`))}. That is never counted as free.`,
          ]
        : []),
      ...groupWarnings(answer.groups),
    ],
    actions: [
      ...options.map((o, i) =>
        // What was asked for comes first, also when somebody is busy then: the card says who.
        execute(o.label, o.verb, o.data, i === 0 && (wished || answer.proposals.length > 0) ? 'positive' : undefined),
      ),
      ...view.wider.slice(0, Math.max(0, 6 - options.length)).map((o) => execute(o.label, o.verb, o.data)),
    ],
    fallbackText: [text, ...options.map((o) => o.label)].join('\n'),
  });
  return asked(made, text, [...options, ...view.wider]);
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** What can be asked for when nothing fits. */
export const widerSentences = (original: string): Option[] =>
  original ? [say('Next week instead', `${original} next week`)] : [];
