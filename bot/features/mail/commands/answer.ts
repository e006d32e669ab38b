import type { DateTime } from 'luxon';
import { quotationsIn } from '../../../language/quotes.ts';
import type { Command } from '../../chat.ts';
import { proceed } from '../proceed.ts';
import { peopleScopes } from '../scopes.ts';
import { type Wish, wishFor } from '../wish.ts';
import { cuts, gistOf, namesIn } from './gist.ts';
import { isTelling, type MailPhrase, mailIn, whichOf } from './mail-phrase.ts';

const run: Command<Wish>['run'] = (ctx, wish) => proceed(ctx, wish);
const drafting = /^(?:draft|prepare|write a draft of|make a draft of)\s+/iu;

/** "X needs my last email from Y. Can you forward it?" */
const needs =
  /^(?<to>.{2,80}?) (?:needs?|wants?|asked for|is asking for|should (?:get|have|see)|has to see|requested|is waiting for|would like)(?: to (?:see|have|get|read))? (?<mail>.{4,200}?)[.,;!?]\s*(?:(?:can|could|would|will) you |please |so )*(?:forward|send|pass)(?: it| them| that| this)?(?: on| along| over)?(?: to (?:them|him|her|\k<to>))?$/iu;
const forwarding = /^(?:forward|fwd|re-?send|send on|send over|send|pass on|pass along|pass|share)\s+(?<rest>.+)$/iu;

interface Forwarding {
  to: string[];
  mail: MailPhrase;
}

/** Whom to, and which email. */
function forwardIn(words: string, now: DateTime): Forwarding | undefined {
  const both = (mail: string, to: string): Forwarding | undefined => {
    const which = mailIn(mail, now);
    const names = namesIn(to);
    return which && names.length > 0 && (!which.isSeveral || isTelling(which)) ? { to: names, mail: which } : undefined;
  };
  const asked = needs.exec(words)?.groups;
  if (asked) return both(asked.mail!, asked.to!);
  const found = forwarding.exec(words);
  if (!found) return undefined;
  const rest = found.groups!.rest!.replace(/\s+(?:on|along|over)$/iu, '');
  const isPlain = /^(?:forward|fwd)/iu.test(words);
  for (const [left, right] of cuts(rest, /^share/iu.test(words) ? 'to|with' : '(?:on |over |along )?to')) {
    const hit = both(left, right) ?? late(left, right, both);
    // "send an email to Alex" is a new one.
    if (hit && (isPlain || (hit.mail.isDefinite && (hit.mail.latest || hit.mail.from || hit.mail.about)))) return hit;
  }
  // "forward kofi my most recent email from fatima"
  const first = /^(?<to>.{2,60}?)\s+(?<mail>(?:my|the|that|all)\s+.+)$/iu.exec(rest)?.groups;
  const named = first && both(first.mail!, first.to!);
  if (named) return named;
  const only = isPlain ? mailIn(rest, now) : undefined;
  return only && (only.isSeveral ? isTelling(only) : only.isDefinite) ? { to: [], mail: only } : undefined;
}

/** "forward the last email from Alex to Megan about the budget": what it is about stands last. */
function late(mail: string, right: string, both: (mail: string, to: string) => Forwarding | undefined) {
  const found = /^(?<to>.{2,120}?)\s+(?<about>(?:about|regarding|titled|with the (?:subject|title))\s.+)$/iu.exec(
    right,
  )?.groups;
  return found && both(`${mail} ${found.about}`, found.to!);
}

export const forwardCommand: Command<Wish> = {
  name: 'mail.forward',
  title: 'Forward an email',
  examples: [
    'forward my most recent email from Pradeep to Adele',
    'Adele needs my most recent email from Pradeep. Can you forward it?',
    'forward the last email from Alex to Megan: For your information',
    'forward all emails from Pradeep about the budget to Adele',
  ],
  menu: { title: 'forward', description: 'Forward an email: forward the last email from Alex to Megan' },
  scopes: peopleScopes,
  takesText: true,
  read(sentence) {
    const { words, text, isText } = gistOf(sentence);
    const order = words.replace(drafting, 'forward ').replace(/^forward (?:a )?forward(?:ing)?(?: of)?/iu, 'forward');
    const found = forwardIn(order, sentence.now);
    if (!found) return undefined;
    const request = wishFor(sentence.text, {
      what: { kind: 'forward' },
      which: whichOf(found.mail),
      to: found.to.map((name) => ({ name })),
      isDraft: drafting.test(words),
      ...(text ? { text } : {}),
    });
    return { score: 0.99, request, settled: isText };
  },
  run,
};

const all = (name: string) => `(?<${name}>[ -](?:to )?(?:all|everyone|everybody)(?: (?:on|of|in|to))?)?`;
const replying = new RegExp(
  String.raw`^(?:(?:send|write|post|draft|prepare) (?:a |an )?(?:quick |short )?(?:reply|answer|response)${all('all1')}(?: to)?|reply${all('all2')}(?: back)?(?: to)?|respond${all('all3')}(?: to)?|answer|write back to|get back to)\s+(?<mail>.+)$`,
  'iu',
);
/** "reply to Alex with 'Thanks'", "reply to his email": the last one of somebody is meant. */
const toSender =
  /^(?<from>(?!(?:my|the|this|that|an?|all)\b)[\p{L}][\p{L}\p{M}.'’ -]{1,60}?)(?:['’]s)?(?: e-?mail| mail)$/iu;

export const replyCommand: Command<Wish> = {
  name: 'mail.reply',
  title: 'Reply to an email',
  examples: [
    'reply to the last email from Megan: Thank you, I will look at it',
    'reply all to the email about the budget: Fine with me',
    'draft a reply to the last email from Alex: Thanks',
  ],
  menu: { title: 'reply to', description: 'Reply to an email: reply to the last email from Megan: your text' },
  scopes: peopleScopes,
  takesText: true,
  read(sentence) {
    const { words, text, isText } = gistOf(sentence);
    const found = replying.exec(words)?.groups;
    if (!found) return undefined;
    const withText = text === undefined ? quotedEnd(found.mail!) : undefined;
    const phrase = withText?.mail ?? found.mail!;
    const from = toSender.exec(phrase)?.groups?.from;
    const mail = mailIn(phrase, sentence.now) ?? (from ? mailIn(`the last email from ${from}`) : undefined);
    if (!mail || mail.isSeveral) return undefined;
    const said = text ?? withText?.text;
    const request = wishFor(sentence.text, {
      what: { kind: found.all1 || found.all2 || found.all3 ? 'replyAll' : 'reply' },
      which: whichOf(mail),
      isDraft: /^(?:draft|prepare)\b/iu.test(words),
      ...(said ? { text: said } : {}),
    });
    return { score: 0.99, request, settled: isText || said !== undefined };
  },
  run,
};

/** "… with 'Thanks'": what stands in quotation marks at the end, and is no subject. */
function quotedEnd(words: string): { mail: string; text: string } | undefined {
  const last = quotationsIn(words).at(-1);
  if (!last || words.slice(last.to).replace(/[\s.!?]+/gu, '') !== '') return undefined;
  const before = /^(?<mail>.+?)[,;:]?\s+(?:with|that|and|by(?: saying)?|as)$/iu.exec(
    words.slice(0, last.from).trim(),
  )?.groups;
  return before && { mail: before.mail!, text: last.inner };
}
