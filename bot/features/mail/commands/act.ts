import type { Sentence } from '../../../language/sentence.ts';
import type { Command } from '../../chat.ts';
import { proceed } from '../proceed.ts';
import { peopleScopes, placeScopes } from '../scopes.ts';
import { type What, type Wish, wishFor } from '../wish.ts';
import { cuts, dueIn, gistOf, unquoted, withoutTimes } from './gist.ts';
import { isTelling, mailIn, whichOf } from './mail-phrase.ts';

/** What can be done with several at once. */
const ofSeveral: ReadonlySet<What['kind']> = new Set(['delete', 'move', 'markRead', 'flag']);
const run: Command<Wish>['run'] = (ctx, wish) => proceed(ctx, wish);

/** What is done with one email, or with all that are meant: its words, and what they mean. */
function reading(sentence: Sentence, mail: string, what: What, score = 0.985) {
  const which = mailIn(mail, sentence.now);
  if (!which || !(which.isSeveral ? ofSeveral.has(what.kind) && isTelling(which) : which.isDefinite || which.about))
    return undefined;
  return { score, request: wishFor(sentence.text, { what, which: whichOf(which) }) };
}

const saving =
  /^(?:save|download|store|put|copy|upload|keep)\s+(?:all\s+|the\s+|its\s+|every\s+|any\s+)*(?:attachments?|attached files?|files?|documents?)\s+(?:of|from|in|on|attached to|that came with)\s+(?<rest>.+)$/iu;

export const saveCommand: Command<Wish> = {
  name: 'mail.save',
  title: 'Save the attachments of an email',
  examples: [
    'save the attachments of the last email from Alex',
    'save the attachments of the email about the launch deck to my Reports folder',
  ],
  menu: { title: 'save the attachments', description: 'Save the attachments of an email in OneDrive' },
  scopes: peopleScopes,
  read(sentence) {
    const rest = saving.exec(gistOf(sentence).words)?.groups?.rest;
    if (!rest) return undefined;
    for (const [left, right] of cuts(rest, 'to|into|in|under')) {
      const folder = unquoted(right.replace(/^(?:my|the|our|a)\s+/iu, '').replace(/^folder\s+|\s+folder$/giu, ''));
      const found = folder && reading(sentence, left, { kind: 'save', folder });
      if (found) return found;
    }
    return reading(sentence, rest, { kind: 'save' });
  },
  run,
};

const taskOf = [
  /^(?:make|create|add|write|note)\s+(?:me\s+)?(?:an?\s+|the\s+)?(?:new\s+)?(?:tasks?|to-?dos?|reminders?)\s+(?:of|from|out of|for|about|based on)\s+(?<mail>.+)$/iu,
  /^(?:turn|make|convert)\s+(?<mail>.+?)\s+(?:in)?to\s+(?:an?\s+)?(?:task|to-?do)$/iu,
  /^remind me (?:about|of|to (?:answer|reply to|read|look at)) (?<mail>.+)$/iu,
];

export const taskCommand: Command<Wish> = {
  name: 'mail.task',
  title: 'Make a task of an email',
  examples: ['make a task of the last email from Pradeep', 'turn the email about the budget into a task'],
  menu: { title: 'make a task of', description: 'Make a task of an email: make a task of the last email from Pradeep' },
  scopes: peopleScopes,
  read(sentence) {
    const words = withoutTimes(sentence);
    for (const pattern of taskOf) {
      const mail = pattern.exec(words)?.groups?.mail;
      const found = mail && reading(sentence, mail, { kind: 'task', ...dueIn(sentence) }, 0.988);
      if (found) return found;
    }
    return undefined;
  },
  run,
};

const posting = /^(?<verb>post|share|publish|put|quote|send|forward)\s+(?<rest>.+)$/iu;

export const channelCommand: Command<Wish> = {
  name: 'mail.channel',
  title: 'Post an email in a channel',
  examples: [
    'post the last email from Adele in Marketing General',
    'quote the email about the budget in the Sales channel',
  ],
  scopes: placeScopes,
  read(sentence) {
    const found = posting.exec(gistOf(sentence).words)?.groups;
    if (!found) return undefined;
    const whole = /\s+(?:as a whole|in full|completely|entirely)$/iu;
    const rest = found.rest!.replace(whole, '');
    const mode = whole.test(found.rest!) ? 'whole' : /^quote$/iu.test(found.verb!) ? 'quote' : 'summary';
    const isPost = /^(?:post|publish|quote)$/iu.test(found.verb!);
    for (const [left, right] of cuts(rest, 'in|into|to|on|with')) {
      const place = unquoted(right.replace(/^(?:my|the|our)\s+/iu, ''));
      // What is shared with, or sent to, somebody is forwarded, unless that is called a channel.
      const isPlace = isPost || /(?<![\p{L}])(?:channel|team)(?![\p{L}])/iu.test(right);
      const read = isPlace ? reading(sentence, left, { kind: 'channel', place, mode }, 0.992) : undefined;
      if (read) return read;
    }
    return isPost ? reading(sentence, rest, { kind: 'channel', mode }, 0.986) : undefined;
  },
  run,
};

/** Verbs that say all, with what they mean. */
const plainActs: [RegExp, What][] = [
  [/^(?:un-?flag|take the flag off|remove the flag from)\s+(?<mail>.+)$/iu, { kind: 'flag', flag: 'notFlagged' }],
  [/^(?:flag|star)\s+(?<mail>.+?)(?:\s+for follow[ -]?up)?$/iu, { kind: 'flag', flag: 'flagged' }],
  [/^archive\s+(?<mail>.+)$/iu, { kind: 'move', folder: 'archive' }],
  [/^(?:delete|remove|trash|bin|get rid of|clear out|clear|throw away)\s+(?<mail>.+)$/iu, { kind: 'delete' }],
  [/^mark\s+(?<mail>.+?)\s+(?:as\s+)?unread$/iu, { kind: 'markRead', read: false }],
  [/^mark\s+(?<mail>.+?)\s+(?:as\s+)?read$/iu, { kind: 'markRead', read: true }],
  [/^mark\s+(?<mail>.+?)\s+(?:as\s+)?(?:flagged|important|for follow[ -]?up)$/iu, { kind: 'flag', flag: 'flagged' }],
  [/^mark\s+(?<mail>.+?)\s+(?:as\s+)?(?:complete|completed|done)$/iu, { kind: 'flag', flag: 'complete' }],
];
const moving = /^(?:move|file|put)\s+(?<rest>.+)$/iu;
const labelling = /^(?:categori[sz]e|label|tag|classify)\s+(?<mail>.+?)\s+(?:as|with|under|in)\s+(?<names>.+)$/iu;
const unlabelling =
  /^(?:remove|take)\s+(?:the\s+)?(?:category|label|tag)\s+(?<names>.+?)\s+(?:from|off|of)\s+(?<mail>.+)$/iu;
const categories = (names: string) =>
  names
    .split(/\s*(?:,|\band\b)\s*/iu)
    .map(unquoted)
    .filter(Boolean)
    .slice(0, 25);

export const changeCommand: Command<Wish> = {
  name: 'mail.change',
  title: 'Flag, categorise, move, archive or delete an email',
  examples: [
    'flag the last email from Pradeep',
    'archive the last email from Fabrikam',
    'categorise the email about the contract as Legal',
    'move the last email from Alex to Archive',
    'mark the last email from Lidia as unread',
    'delete the email about displays',
    'delete all emails from Fabrikam in the last 3 days',
  ],
  scopes: peopleScopes,
  read(sentence) {
    const { words } = gistOf(sentence);
    const timeless = withoutTimes(sentence);
    const off = unlabelling.exec(words)?.groups;
    if (off) return reading(sentence, off.mail!, { kind: 'categorise', add: [], remove: categories(off.names!) });
    const on = labelling.exec(words)?.groups;
    const labelled = on && reading(sentence, on.mail!, { kind: 'categorise', add: categories(on.names!), remove: [] });
    if (labelled) return labelled;
    for (const [pattern, what] of plainActs) {
      const flagged = what.kind === 'flag' && what.flag === 'flagged';
      const mail = pattern.exec(flagged ? timeless : words)?.groups?.mail;
      const due = flagged ? dueIn(sentence) : {};
      const found = mail && reading(sentence, mail, { ...what, ...due } as What);
      if (found) return found;
    }
    const rest = moving.exec(words)?.groups?.rest;
    for (const [left, right] of rest ? cuts(rest, 'to|into|in|under') : []) {
      const found = reading(sentence, left, { kind: 'move', folder: unquoted(right) });
      if (found) return found;
    }
    return undefined;
  },
  run,
};
