import type { Mail } from '@aide/contracts/mail';
import type { DateTime } from 'luxon';
import { line } from '../../../chat/parts.ts';
import type { Fact } from '../../chat.ts';
import { namesIn, unquoted } from '../commands/gist.ts';
import { mailsWith } from '../find.ts';
import { nameOf } from '../message.ts';
import { peopleScopes } from '../scopes.ts';
import { cameText } from '../when.ts';
import { correspondent } from './sender.ts';

interface Asked {
  from?: string;
  about?: string;
  unread: boolean;
  /** ISO 8601, UTC. */
  since?: string;
  until?: string;
}

const who = `(?<who>.{2,80}?)`;
const mail = '(?:e-?mails?|mails?|messages?|repl(?:y|ies)|answers?)';
const some = '(?:any(?:thing)?|an?|some|another|one|the)';
const fresh = '(?: (?:new|more|other|(?<unread>unread)))*';
const topic = `(?: (?:about|regarding|concerning|on|titled|called|with the (?:subject|title))(?: the)? (?<about>.{2,200}?))?`;
const sent =
  '(?:sent|send|sends|written|wrote|write|e-?mailed|e-?mail|mailed|mail|replied|reply|answered|answer|responded|respond|got(?:ten)? back|get back|contacted|contact|been in touch|got in touch|been in contact|reached out)';

const patterns = [
  // "kofi has sent me any emails", "Megan replied to my last email", "they have emailed me about the budget"
  new RegExp(
    `^(?!I )${who} (?:has |have |had |did |does )?${sent}(?: (?:back )?(?:to|with))?(?: (?:me|us))?(?:(?: to)? (?:my|our|the) (?:last |latest |recent )*${mail})?(?: ${some}${fresh} ?${mail}| anything)?(?: to (?:me|us))?(?: by e-?mail)?${topic}$`,
    'iu',
  ),
  // "I have received any emails from kofi", "I heard from kofi"
  new RegExp(
    `^I (?:have |had |did |do )?(?:gotten|got|get|received?|had|have|heard|hear)(?: back)?(?: ${some})?${fresh}(?: ?${mail})? from ${who}${topic}$`,
    'iu',
  ),
  new RegExp(
    `^there (?:is|are|was|were|has been|have been) ${some}${fresh} ?${mail} (?:from|by) ${who}${topic}$`,
    'iu',
  ),
  new RegExp(
    `^${some}${fresh} ?${mail} from ${who}${topic} (?:exists?|is (?:there|in my (?:inbox|mailbox))|(?:has |have )?(?:come|came|arrived)(?: in)?)$`,
    'iu',
  ),
  new RegExp(
    `^${some}${fresh} ?${mail} (?:has |have )?(?:been )?(?:come|came|arrived|received)(?: in)? from ${who}${topic}$`,
    'iu',
  ),
  // "I have unread emails", "there is an email about the budget"
  new RegExp(
    `^(?:I (?:have |do have |have got |got |received )+|there (?:is|are) )(?:${some} ?)?${fresh} ?${mail}(?: in my inbox)?${topic}$`,
    'iu',
  ),
];

/** Mail that came. What was deleted since has come all the same; junk has not. */
export const receivedFact: Fact<Asked> = {
  name: 'mail.received',
  title: 'whether somebody has emailed you',
  examples: [
    'Megan has sent me any emails in the past 4 days',
    'I have heard from Alex since Monday',
    'there is an email from Pradeep about the budget',
    'Alex has replied to my email',
    'I have any unread emails from Megan',
  ],
  scopes: peopleScopes,
  read({ pastless, past, sentence }) {
    for (const pattern of patterns) {
      const found = pattern.exec(pastless)?.groups;
      if (!found) continue;
      const [sender, ...others] = found.who ? namesIn(found.who) : [];
      if (found.who && (!sender || others.length > 0 || / or /iu.test(sender))) continue;
      // "nobody has emailed me": that anybody has is denied.
      const name = sender && /^(?:any|some)(?:body|one)$/iu.test(sender) ? undefined : sender;
      const about =
        found.about &&
        unquoted(
          sentence.title && pastless.includes(`about`) && /^["“'‘]/u.test(found.about) ? sentence.title : found.about,
        );
      const isUnread = /(?<!\p{L})unread(?!\p{L})/iu.test(pastless);
      return {
        score: 0.9,
        names: name ? [name] : [],
        thing: thingOf(name, about, isUnread),
        request: {
          ...(name ? { from: name } : {}),
          ...(about ? { about } : {}),
          unread: isUnread,
          ...(past ? { since: utc(past.since) } : {}),
          ...(past?.until ? { until: utc(past.until) } : {}),
        },
      };
    }
    return undefined;
  },
  async check(ctx, { from, about, unread, since, until }) {
    const person = from === undefined ? undefined : await correspondent(ctx, from);
    if (person && 'unclear' in person) return person;
    // The newest of all times, so that the answer can say when the last one came.
    const found = await mailsWith(ctx, {
      ...(person ? { sender: person.contact ? { address: person.contact.address } : { words: person.name } } : {}),
      ...(about ? { about } : {}),
      unread,
      deletedToo: true,
      ...(until ? { until } : {}),
    });
    const fitting = since
      ? found.filter(({ receivedAt }) => receivedAt >= new Date(since).toISOString().slice(0, 19))
      : found;
    return {
      count: fitting.length,
      because: told(fitting, found, { person: person?.name, about, unread, since, now: await ctx.now() }),
    };
  },
};

const utc = (time: DateTime) => time.toUTC().toISO()!;

/** Of unread mail all is meant, else the last one. */
const thingOf = (name: string | undefined, about: string | undefined, unread: boolean): string =>
  [unread ? 'all my unread emails' : 'the last email', name && `from ${name}`, about && `about "${about}"`]
    .filter(Boolean)
    .join(' ');

interface Told {
  person?: string;
  about?: string;
  unread: boolean;
  since?: string;
  now: DateTime;
}

function told(fitting: Mail[], all: Mail[], { person, about, unread, since, now }: Told): string {
  const what = `${unread ? 'unread ' : ''}email${about ? ` about ${line(about)}` : ''}`;
  const [newest] = fitting;
  if (newest) {
    const from = line(person ?? (newest.from ? nameOf(newest.from) : 'somebody'));
    const many = fitting.length > 1 ? ` ${fitting.length} emails, the last one` : '';
    return `${from} has sent you${many} “${line(newest.subject)}” (${cameText(newest.receivedAt, now)}).`;
  }
  const from = since ? ` since ${cameText(since, now)}` : '';
  const [last] = all;
  const before = last ? ` The last one came ${cameText(last.receivedAt, now)}.` : '';
  return person ? `${line(person)} has sent you no ${what}${from}.${before}` : `You have no ${what}${from}.${before}`;
}
