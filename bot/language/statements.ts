import type { DateTime } from 'luxon';
import { amountOf, before, lengthWords, type Past, pastIn } from './past.ts';
import type { Sentence } from './sentence.ts';

/**
 * Something that is so or is not, as somebody says or asks it: "I haven't met with Nia in the past 2 days", "did I already schedule a
 * meeting with Nia?". Said the other way round, its words are always those of what would be so.
 */
export interface Statement {
  /** In the affirmative, without questions, fillers and amounts: "I have met with Nia in the past 2 days". Quotations as they are. */
  words: string;
  /** It was said that this is not so. */
  negated: boolean;
  /** "more than 2 meetings", "at most 3 emails": so many, instead of any. */
  amount?: { least?: number; most?: number };
  /** The time, read as one that is over; and the words without it. */
  past?: Past;
  pastless: string;
  /** The same words read as any sentence is: times ahead, titles. */
  sentence: Sentence;
  /** The words without the times that `sentence` has. */
  timeless: string;
}

/** Reads words at the person's now. */
type Read = (text: string) => Sentence;

const longest = 500;

/**
 * @param said what is asked or stated, e.g. the words between "if" and the comma
 * @param context what was said before, to which "it has been over 2 days" belongs
 */
export function statementOf(said: string, context: string, read: Read): Statement | undefined {
  if (said.length > longest) return undefined;
  const asked = withoutLead(said);
  const plain = withoutLead(asked.replace(opinion, ''));
  const elapsed = elapsedIn(plain, context, read);
  if (elapsed) return elapsed;
  const { words, negated } = affirmative(plain);
  return words ? withTimes(words, negated !== doubt.test(asked), read) : undefined;
}

function withTimes(all: string, negated: boolean, read: Read): Statement {
  const { words, amount } = withoutAmount(all);
  const sentence = read(words);
  const past = pastIn(words, sentence.now);
  return {
    words,
    negated,
    ...(amount ? { amount } : {}),
    ...(past ? { past } : {}),
    pastless: past ? tidy(words.replace(past.words, ' ')) : words,
    sentence,
    timeless: withoutTimes(sentence),
  };
}

function withoutTimes({ text, marks }: Sentence): string {
  let kept = '';
  let from = 0;
  for (const mark of marks.filter(({ kind }) => kind === 'time')) {
    kept += `${text.slice(from, mark.from)} `;
    from = mark.to;
  }
  return tidy(kept + text.slice(from));
}

const tidy = (text: string) =>
  text
    .replace(/\s+/gu, ' ')
    .replace(/^[\s,;:]+|[\s,;:.?!]+$/gu, '')
    .replace(/\s+(?:on|in|at|for|since|during|within|over|the)$/iu, '')
    .trim();

/** "I don't think I've met Nia": that I have is denied. */
const doubt = /^i (?:don['’]?t|do not) (?:think|believe|suppose)(?![\p{L}])/iu;
const opinion = /^i (?:(?:don['’]?t|do not) )?(?:think|believe|suppose|guess)(?: that)?\s+/iu;

const leads =
  /^(?:(?:so|and|but|ok|okay|hey|hi|hello|please|aide)[\s,]+|(?:can|could|would|will) you (?:please )?(?=check|see|look|find|tell|verify|confirm|let)|(?:i(?:['’]d like| would like| need| want)|let['’]?s|i(?:['’]m| am) (?:trying|going)) to (?=check|see|know|find|make|verify)|(?:please )?(?:check|see|look|find out|verify|confirm|know|tell me|let me know|make sure|double[- ]check)(?: up)?(?: my (?:calendar|e-?mails?|inbox|mailbox|schedule))?(?: to see)?,?\s*(?:if|whether|that)\s+|(?:i )?(?:can['’]?t|cannot|don['’]?t) (?:remember|recall|know)(?: if| whether| that)?\s+(?!when|the )|(?:do you know|i wonder|i am not sure|i['’]m not sure|not sure)(?: if| whether)\s+|(?:if|whether|that)\s+)/iu;

/** Without "can you check if". */
function withoutLead(said: string): string {
  let text = said.replace(/\s+/gu, ' ').trim();
  for (let i = 0; i < 6 && leads.test(text); i += 1) text = text.replace(leads, '').trim();
  return text.replace(/[\s?!.,;]+$/u, '').replace(/,?\s+(?:please|thanks|thank you)$/iu, '');
}

const fillers =
  /(?<![\p{L}])(?:already|currently|actually|still|yet|ever|so far|at all|at the moment|right now|by any chance)(?![\p{L}])/giu;

/** Said of what would be so: "haven't I got any" → "I have got any", and that it is denied. */
export function affirmative(said: string): { words: string; negated: boolean } {
  let negated = false;
  const denied = (as: string) => () => {
    negated = !negated;
    return as;
  };
  const words = said
    .replaceAll('’', "'")
    .replace(/(?<![\p{L}])(i|you|we|they)'ve(?![\p{L}])/giu, '$1 have')
    .replace(/(?<![\p{L}])(it|that|there|he|she|who)'s(?![\p{L}])/giu, '$1 is')
    .replace(/(?<![\p{L}])(we|they|you)'re(?![\p{L}])/giu, '$1 are')
    .replace(/(?<![\p{L}])i'm(?![\p{L}])/giu, 'I am')
    // "Kofi's emailed me", "Megan's free"
    .replace(
      /^(\p{L}+)'s (?=(?:e-?mailed|sent|written|replied|answered|free|busy|available|been)(?![\p{L}]))/iu,
      '$1 has ',
    )
    .replace(/(?<![\p{L}])(have|has|had|do|does|did|is|are|was|were)n'?t(?![\p{L}])/giu, (_, verb: string) =>
      denied(verb)(),
    )
    .replace(/(?<![\p{L}])(?:not|never)(?![\p{L}])/giu, denied(''))
    .replace(/(?<![\p{L}])(?:no one|nobody)(?![\p{L}])/giu, denied('anybody'))
    .replace(/(?<![\p{L}])nothing(?![\p{L}])/giu, denied('anything'))
    .replace(/(?<![\p{L}])(?:no|zero)(?! (?:more|less|later|earlier) than)(?= \p{L})/giu, denied('any'))
    .replace(/(?<![\p{L}])failed to(?![\p{L}])/giu, denied(''))
    .replace(fillers, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/\s+(?=[,.?!])/gu, '')
    .trim()
    // A question: "did I schedule" → "I schedule", "is there" → "there is".
    .replace(/^(?:is|are|was|were) (?=there )there /iu, 'there is ')
    .replace(/^(am|are|is) (i|we) /iu, 'I am ')
    .replace(/^(?:did|do|does|have|has|had|is|are|was|were|will) (?=\p{L})/iu, '')
    .replace(/^we(?= )/iu, 'I')
    .replace(/^i(?= )/u, 'I');
  return { words, negated };
}

const amounts =
  /(?<![\p{L}])(?:(?<over>more than|over|greater than)|(?<least>at least|no (?:less|fewer) than)|(?<under>less than|fewer than|under)|(?<most>at most|no more than|up to|only)|(?<just>exactly))\s+(?<count>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|an?)\s+(?=(?:new |unread |other )?(?:meetings?|events?|calls?|appointments?|e-?mails?|mails?|messages?)(?![\p{L}]))/iu;

/** "kofi has emailed me more than 3 times", "at least twice" */
const times =
  / (?:(?<over>more than|over)|(?<least>at least)|(?<under>less than|fewer than)|(?<most>at most|no more than|only)|(?<just>exactly)) (?<count>(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)(?= times)|once|twice)(?: times)?(?![\p{L}])/iu;

function withoutAmount(words: string): { words: string; amount?: Statement['amount'] } {
  const found = amounts.exec(words) ?? times.exec(words);
  if (!found) return { words };
  const { over, least, under, most, count } = found.groups!;
  const number = /^once$/iu.test(count!) ? 1 : /^twice$/iu.test(count!) ? 2 : amountOf(count);
  const amount = over
    ? { least: number + 1 }
    : least
      ? { least: number }
      : under
        ? { most: number - 1 }
        : most
          ? { most: number }
          : { least: number, most: number };
  return { words: tidy(words.replace(found[0], /^ /u.test(found[0]) ? ' ' : 'any ')), amount };
}

const comparison = String.raw`(?:(?<over>over|more than|longer than|greater than|in excess of)|(?<least>at least|no less than)|(?<under>less than|under|fewer than|within))\s+`;
const length = `${lengthWords()}(?<more> or (?:more|longer))?`;
/** "it has been longer than 2 days since I met with Nia", "it's been a while" */
const itHasBeen = new RegExp(
  `^(?:it|that)(?:['’]s| is| has| have)?(?<not>n['’]t| not)?(?: already| now)? been (?:${comparison})?(?:${length}|(?<long>(?:quite )?(?:a (?:long )?while|ages|a long time|too long)))(?: since (?<what>.+))?$`,
  'iu',
);
/** "the last time I met with Nia was more than 2 days ago", "I last met with Nia over a week ago", "my last email from Nia is over 2 days old" */
const wasAgo = new RegExp(
  `^(?:the last time (?<what>.+?)|i last (?<did>.+?)|(?:my|the) (?:last|latest|most recent) (?<thing>(?:meeting|call|e-?mail|mail|message) .+?)|(?:it|that)) (?:(?:was|is|has been|came|happened|took place) )?(?<not>not )?(?:${comparison})?${length} (?:ago|old|back|in the past)$`,
  'iu',
);
const lastTime = [
  /(?:the )?last time (?:that )?(?<what>i .+|we .+|.+ (?:e-?mailed|wrote|sent|contacted).*)$/iu,
  /when (?:was the last time )?i last (?<did>.+)$/iu,
  /when i (?<did>.+) last$/iu,
  /when did i last (?<did>.+)$/iu,
  /(?:been|ago|long) .*?since (?<what>i .+)$/iu,
];

/** What has been so long ago: that it has not been so since. */
function elapsedIn(said: string, context: string, read: Read): Statement | undefined {
  const text = said.replaceAll('’', "'");
  const found = (itHasBeen.exec(text) ?? wasAgo.exec(text))?.groups;
  if (!found) return undefined;
  const what =
    found.what ?? (found.did && `I ${found.did}`) ?? (found.thing && thingOf(found.thing)) ?? lastOf(context);
  if (!what) return undefined;
  const { now } = read('');
  const { words } = affirmative(withoutLead(what));
  const said1 = withTimes(words, false, read);
  // What stands there as the time of the last one ("in a while") is not what is asked for.
  const whole = said1.past ? said1.pastless : words;
  const isRecent = Boolean(found.under) !== Boolean(found.not);
  return { ...withTimes(whole, !isRecent, read), past: { since: sinceOf(found, now), words: text } };
}

/** The first moment that is not so long ago any more. */
function sinceOf(found: Record<string, string | undefined>, now: DateTime): DateTime {
  if (found.long) return before(now, 2, 'weeks');
  const amount = amountOf(found.count);
  // "At least 2 days" is so on the second day already, and "less than 2 days" is so until then.
  const days = found.least || found.more || found.under || !found.over;
  const since = before(now, amount, found.unit!);
  return days && !/^hour/iu.test(found.unit!) ? since.plus({ days: 1 }) : since;
}

const thingOf = (thing: string): string =>
  /^(?:meeting|call)/iu.test(thing) ? `I had a ${thing}` : `I got an ${thing}`;

/** What the sentences before speak of: "I can't remember the last time I met with Nia", "I haven't heard from Nia in a while". */
function lastOf(context: string): string | undefined {
  const sentences = context.split(/(?<=[.?!])\s+/u).reverse();
  for (const sentence of sentences.slice(0, 3)) {
    const text = sentence.replace(/[\s.?!]+$/u, '').replaceAll('’', "'");
    for (const pattern of lastTime) {
      const found = pattern.exec(text)?.groups;
      if (found) return found.what ?? `I ${found.did}`;
    }
    const denied = affirmative(withoutLead(text));
    if (denied.negated) return denied.words;
  }
  return undefined;
}
