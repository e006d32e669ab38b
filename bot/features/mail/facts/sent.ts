import type { Message } from '@microsoft/microsoft-graph-types';
import type { DateTime } from 'luxon';
import { line } from '../../../chat/parts.ts';
import { plainWords } from '../../../chat/words.ts';
import type { Fact } from '../../chat.ts';
import { namesIn, unquoted } from '../commands/gist.ts';
import { peopleOf, preferring, subjectOf } from '../message.ts';
import { peopleScopes } from '../scopes.ts';
import { cameText } from '../when.ts';
import { correspondent } from './sender.ts';

interface Asked {
  to: string;
  about?: string;
  /** ISO 8601, UTC. */
  since: string;
}

const who = `(?<who>.{2,80}?)`;
const mail = '(?:e-?mails?|mails?|messages?|repl(?:y|ies)|answers?)';
const some = '(?:any(?:thing)?|an?|some|another|one)(?: new| more| other)*';
const topic = `(?: (?:about|regarding|concerning|titled|called|with the (?:subject|title))(?: the)? (?<about>.{2,200}?))?`;
const patterns = [
  new RegExp(
    `^I (?:have |had |did )?(?:e-?mailed|e-?mail|mailed|written|wrote|write|replied|reply|responded|respond|answered|answer|contacted|contact|got(?:ten)? back|get back|been in touch|reached out)(?: back)?(?: to| with)? ${who}${topic}$`,
    'iu',
  ),
  new RegExp(`^I (?:have |had |did )?(?:sent|send|written|write|wrote) ${some} ?${mail} to ${who}${topic}$`, 'iu'),
  new RegExp(`^I (?:have |had |did )?(?:sent|send|written|write|wrote) ${who} ${some} ?${mail}${topic}$`, 'iu'),
];

/** Without a word of when. */
const lately = { days: 90 };
const mostSent = 500;

/** Mail that the person wrote, as Sent Items has it: what lies in Drafts has not been sent. */
export const sentFact: Fact<Asked> = {
  name: 'mail.sent',
  title: 'whether you have written to somebody',
  examples: [
    'I have emailed Megan in the past 3 days',
    'I have replied to Alex since Monday',
    'I have sent any emails to Pradeep about the budget',
  ],
  scopes: peopleScopes,
  read({ pastless, past, sentence }) {
    for (const pattern of patterns) {
      const found = pattern.exec(pastless)?.groups;
      const [to, ...others] = found ? namesIn(found.who!) : [];
      if (!found || !to || others.length > 0) continue;
      const since = past?.since ?? sentence.now.startOf('day').minus(lately);
      return {
        score: 0.9,
        names: [to],
        request: { to, ...(found.about ? { about: unquoted(found.about) } : {}), since: utc(since) },
      };
    }
    return undefined;
  },
  async check(ctx, { to, about, since }) {
    const person = await correspondent(ctx, to);
    if ('unclear' in person) return person;
    // Recipients cannot be filtered by, so that what was sent is looked through, newest first.
    // https://learn.microsoft.com/graph/filter-query-parameter
    const sent = await ctx.graph.list<Message>(
      '/me/mailFolders/sentitems/messages',
      {
        $filter: `sentDateTime ge ${new Date(since).toISOString().slice(0, 19)}Z`,
        $orderby: 'sentDateTime desc',
        $select: 'id,subject,sentDateTime,toRecipients,ccRecipients',
        $top: 100,
      },
      { headers: preferring, max: mostSent },
    );
    const words = plainWords(about ?? '');
    const fitting = sent.filter((message) => isTo(message, person) && has(message, words));
    const now = await ctx.now();
    const [last] = fitting;
    const name = line(person.name);
    return {
      count: fitting.length,
      because: last
        ? `You wrote to ${name}: “${line(subjectOf(last))}” (${cameText(last.sentDateTime ?? '', now)}).`
        : `You have not written to ${name}${about ? ` about ${line(about)}` : ''} since ${cameText(since, now)}.`,
    };
  },
};

const utc = (time: DateTime) => time.toUTC().toISO()!;

function isTo(
  { toRecipients, ccRecipients }: Message,
  { name, contact }: { name: string; contact?: { address: string } },
) {
  const people = [...peopleOf(toRecipients), ...peopleOf(ccRecipients)];
  const wanted = plainWords(name);
  return people.some(({ name: of, address = '' }) =>
    contact
      ? address.toLowerCase() === contact.address.toLowerCase()
      : wanted.every((word) => plainWords(`${of ?? ''} ${address}`).some((other) => other.startsWith(word))),
  );
}

const has = (message: Message, words: string[]): boolean => {
  const subject = plainWords(subjectOf(message));
  return words.every((word) => subject.some((other) => other.startsWith(word)));
};
