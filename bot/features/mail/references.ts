import { line } from '../../chat/parts.ts';
import { AideError } from '../../errors.ts';
import { masked } from '../../language/quotes.ts';
import type { Reference } from '../chat.ts';
import { mailIn, whichOf } from './commands/mail-phrase.ts';
import { findMails } from './find.ts';
import { nameOf } from './message.ts';
import { peopleScopes } from './scopes.ts';
import { settleSender } from './settle.ts';
import { type Wish, wishFor } from './wish.ts';

interface Asked {
  wish: Wish;
  /** The email in the words it was named by. */
  words: string;
}

const sender =
  '(?:(?:the )?(?:sender|author|writer) of|(?:whoever|the person (?:who|that)|the one (?:who|that)) (?:sent|wrote)(?: me)?)';
const mail = '(?:e-?mail|mail|message)';
/** Where the words for the email end, and the order goes on. */
const stop =
  '(?=\\s+(?:saying|says|titled|called|entitled|telling|asking|with (?:the |a )?(?:subject|title|text|body|message)|to (?:say|tell|ask|let)|and|on|at|for|tomorrow|today|next)(?![\\p{L}])|[,;:?!]|\\.(?:\\s|$)|\\s*$)';
const ofMail = new RegExp(
  `(?<![\\p{L}])${sender} (?<mail>(?:my|the|that|this) (?:[\\p{L}]+ ){0,3}${mail}(?: (?:from|by|about|regarding|called|titled|with the (?:subject|title)) [^,;:?!]{1,160}?)?)${stop}`,
  'iu',
);

/** Whoever wrote an email that is only described. Of several that fit the newest counts. */
export const senderReference: Reference<Asked> = {
  name: 'mail.sender',
  examples: ['the sender of the last email about the budget', 'whoever sent the email about "Launch plan"'],
  scopes: peopleScopes,
  find(text, now) {
    const found = ofMail.exec(masked(text));
    if (!found) return undefined;
    const { length } = found.groups!.mail!;
    const to = found.index + found[0].length;
    const words = text.slice(to - length, to);
    const which = mailIn(words, now);
    if (!which || which.isSeveral) return undefined;
    const wish = wishFor(text, { what: { kind: 'read' }, which: { ...whichOf(which), latest: true } });
    return { from: found.index, to, request: { wish, words } };
  },
  async resolve(ctx, { wish, words }) {
    const settled = await settleSender(ctx, wish);
    if ('ask' in settled) throw severalSenders(words);
    const [mail] = await findMails(ctx, settled.wish);
    const address = mail?.from?.address;
    if (!mail?.from || !address) throw noMail(words);
    return { addresses: [address], title: mail.subject || nameOf(mail.from) };
  },
};

const noMail = (words: string) =>
  new AideError('not_found', {
    message: 'no such email',
    userMessage: `I found no email that is ${line(words)}. Nothing was done.`,
    remedy: 'Say it in other words, or name the person.',
  });

const severalSenders = (words: string) =>
  new AideError('invalid_input', {
    message: 'a name that fits several people',
    userMessage: `Several people could have sent ${line(words)}. Nothing was done.`,
    remedy: 'Name the person in full, or by their address.',
  });

export const references = [senderReference];
