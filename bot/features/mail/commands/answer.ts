import type { Command } from '../../chat.ts';
import { proceed } from '../proceed.ts';
import { peopleScopes } from '../scopes.ts';
import { type Wish, wishFor } from '../wish.ts';
import { cuts, gistOf, type MailPhrase, mailIn, namesIn, whichOf } from './gist.ts';

const run: Command<Wish>['run'] = (ctx, wish) => proceed(ctx, wish);
const drafting = /^(?:draft|prepare|write a draft of|make a draft of)\s+/iu;

/** "X needs my last email from Y. Can you forward it?" */
const needs =
  /^(?<to>.{2,80}?) (?:needs?|wants?|asked for|is asking for|should (?:get|have|see)|has to see)(?: to (?:see|have|get|read))? (?<mail>.{4,200}?)[.,;!?]\s*(?:(?:can|could|would|will) you |please |so )*(?:forward|send|pass)(?: it| that| this)?(?: on)?(?: to (?:them|him|her))?$/iu;
const forwarding = /^(?:forward|fwd|re-?send|send on|pass on|share|send)\s+(?<rest>.+)$/iu;

/** Whom to, and which email. */
function forwardIn(words: string): { to: string[]; mail: MailPhrase } | undefined {
  const asked = needs.exec(words)?.groups;
  if (asked) return both(asked.mail!, asked.to!);
  const found = forwarding.exec(words);
  if (!found) return undefined;
  const rest = found.groups!.rest!.replace(/\s+on$/iu, '');
  const isPlain = /^(?:forward|fwd)/iu.test(words);
  for (const [left, right] of cuts(rest, '(?:on )?to')) {
    const hit = both(left, right);
    // "send an email to Alex" is a new one.
    if (hit && (isPlain || (hit.mail.isDefinite && (hit.mail.latest || hit.mail.from || hit.mail.about)))) return hit;
  }
  // "forward kofi my most recent email from fatima"
  const first = /^(?<to>.{2,60}?)\s+(?<mail>(?:my|the|that)\s+.+)$/iu.exec(rest)?.groups;
  const named = first && both(first.mail!, first.to!);
  if (named) return named;
  const only = isPlain ? mailIn(rest) : undefined;
  return only?.isDefinite ? { to: [], mail: only } : undefined;
}

function both(mail: string, to: string): { to: string[]; mail: MailPhrase } | undefined {
  const which = mailIn(mail);
  const names = namesIn(to);
  return which && names.length > 0 && !which.isSeveral ? { to: names, mail: which } : undefined;
}

export const forwardCommand: Command<Wish> = {
  name: 'mail.forward',
  title: 'Forward an email',
  examples: [
    'forward my most recent email from Pradeep to Adele',
    'Adele needs my most recent email from Pradeep. Can you forward it?',
    'forward the last email from Alex to Megan: For your information',
  ],
  menu: { title: 'forward', description: 'Forward an email: forward the last email from Alex to Megan' },
  scopes: peopleScopes,
  takesText: true,
  read(sentence) {
    const { words, text, isText } = gistOf(sentence);
    const order = words.replace(drafting, 'forward ').replace(/^forward (?:a )?forward(?:ing)?(?: of)?/iu, 'forward');
    const found = forwardIn(order);
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

const replying =
  /^(?:(?:send|write|post|draft|prepare) (?:a |an )?(?:quick |short )?(?:reply|answer|response)(?<all1> to (?:all|everyone|everybody)(?: (?:on|of|in))?)?(?: to)?|reply(?<all2>[ -](?:to )?(?:all|everyone|everybody)(?: (?:on|of|in))?)?(?: to)?|respond(?: to)?|answer|write back to)\s+(?<mail>.+)$/iu;

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
    const withText = /^(?<mail>.+?)\s+(?:with|that)\s+(?<text>["“'‘].+)$/iu.exec(found.mail!)?.groups;
    const mail = mailIn(withText?.mail ?? found.mail!);
    if (!mail || mail.isSeveral) return undefined;
    const said = text ?? withText?.text?.replace(/^["“'‘]|["”'’]$/gu, '');
    const request = wishFor(sentence.text, {
      what: { kind: found.all1 || found.all2 ? 'replyAll' : 'reply' },
      which: whichOf(mail),
      isDraft: /^(?:draft|prepare)\b/iu.test(words),
      ...(said ? { text: said } : {}),
    });
    return { score: 0.99, request, settled: isText || said !== undefined };
  },
  run,
};
