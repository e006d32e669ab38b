import { findPeople } from '../../../chat/who.ts';
import { pastIn } from '../../../language/past.ts';
import type { Sentence } from '../../../language/sentence.ts';
import type { Command } from '../../chat.ts';
import { wellKnownFolder } from '../folders.ts';
import { proceed } from '../proceed.ts';
import { peopleScopes } from '../scopes.ts';
import { showMails } from '../show.ts';
import { type View, view, type Wish, wishFor } from '../wish.ts';
import { gistOf, plain, unquoted } from './gist.ts';
import { mailIn, noun, whichOf } from './mail-phrase.ts';

const open = /^(?:open|read|show|display|get|see|give|find|bring up|pull up|view|check)(?:\s+me)?\s+(?<mail>.+)$/iu;
const whatSaid = /^what (?:does|did|is in|was in|does it say in) (?<mail>.+?)(?:\s+say(?:\s+in it)?)?$/iu;
const wrote =
  /^what (?:did|has) (?<from>[\p{L}][\p{L}\p{M}.'’ -]{1,60}?) (?:last |recently )?(?:write|written|send|sent|e-?mail(?:ed)?|mail(?:ed)?)(?: to)?(?: me)?(?: last| recently)?$/iu;

export const readCommand: Command<Wish> = {
  name: 'mail.read',
  title: 'Read an email',
  examples: ['last email from Adele', 'open the last email from Pradeep', 'what did Alex write last'],
  scopes: peopleScopes,
  read(sentence) {
    const { words, isText } = gistOf(sentence);
    if (isText) return undefined;
    const from = wrote.exec(words)?.groups?.from;
    const mail = mailIn((open.exec(words) ?? whatSaid.exec(words))?.groups?.mail ?? words);
    const which = from ? { ...(mailIn('the last email') as NonNullable<typeof mail>), from } : mail;
    if (!which || which.isSeveral || !(which.latest || (which.isDefinite && which.about))) return undefined;
    return { score: 0.98, request: wishFor(sentence.text, { what: { kind: 'read' }, which: whichOf(which) }) };
  },
  run: (ctx, wish) => proceed(ctx, wish),
};

const searching =
  /^(?:search|find|look for|look up|look through|search for|which|any)\s+(?:my |the |through |in |all |an? |any )*(?:e-?mails?|mails?|inbox|messages in my inbox)(?: messages?)?\s+(?:for |about |with |containing |mentioning |mention |mentions |regarding |that mentions? |that says? |on )+(?<words>.+)$/iu;

export const searchCommand: Command<View> = {
  name: 'mail.search',
  title: 'Search your mail',
  examples: ['search mail for budget', 'find emails about the launch', 'which email mentions firmware'],
  menu: { title: 'search mail', description: 'Search your mail: search mail for budget' },
  scopes: peopleScopes,
  read(sentence) {
    const { words, isText } = gistOf(sentence);
    const found = isText ? undefined : searching.exec(words)?.groups?.words;
    if (!found || /^attachments?$/iu.test(found)) return undefined;
    // "emails about the budget from Pradeep"
    const { text = found, from } = /^(?<text>.+?)\s+from\s+(?<from>.{2,60})$/iu.exec(found)?.groups ?? {};
    const search = unquoted(text);
    const title = `Email with "${search}"${from ? ` from ${from}` : ''}`;
    return {
      score: 0.96,
      request: view.parse({ title, search, ...(from ? { sender: { name: from } } : {}), sentence: sentence.text }),
    };
  },
  run: (ctx, wanted) => showMails(ctx, wanted, 0),
};

const asks =
  /^(?:show|list|see|check|display|get|read|view|open|give|find|tell|what|which|any|do i have|have i (?:got|received)|are there|is there|did i (?:get|receive)|has|did|who)\b/iu;
const bare =
  /^(?:my |the |all |new |unread |flagged |important |recent |latest |today['’]s |yesterday['’]s )*(?:e-?mails?|mails?|inbox)(?:$|\s+(?:from|by|since|in|of|about|regarding|with|today|yesterday|this|last|that|i|on|received|sent|over)(?![\p{L}]))/iu;
const address = /^(?:what|which)(?: is|['’]s| are)? .*e-?mail address/iu;
const fromWhom =
  /(?<![\p{L}])(?:from|by|sent by)\s+(?<from>[\p{L}][\p{L}\p{M}.'’-]*(?:\s+(?!(?:since|in|about|today|yesterday|this|that|with|and|or|last|past|on|to|for|have|has|during|over)\b)[\p{L}][\p{L}\p{M}.'’-]*){0,3}|[^\s@]+@[^\s@]+)/iu;
const hasSent =
  /^(?:has|have|did)\s+(?<from>[\p{L}][\p{L}\p{M}.'’ -]{1,60}?)\s+(?:(?:e-?mail|mail)(?:ed)?\s+(?:me|us)|(?:sent|send|written|write)\s+(?:to\s+)?(?:me|us)\s+(?:an?|any|the)\s+(?:new )?(?:e-?mails?|mails?))\b/iu;
const inFolder = /(?<![\p{L}])in\s+(?:my |the |our )?(?<folder>.{2,60}?)(?:\s+folder)?$/iu;
/** Of other things they say more; "with files" is said of mail. */
const others =
  /(?<![\p{L}]|with |with the )(?:tasks?|to-?dos?|meetings?|calendar|files?|channels?|chats?)(?![\p{L}])/iu;

export const listCommand: Command<View> = {
  name: 'mail.list',
  title: 'See your mail',
  examples: [
    'show my unread email',
    'email from Pradeep',
    'do I have new email',
    'what emails did I get today',
    'show my email in Archive',
  ],
  menu: { title: 'unread email', description: 'Show your unread email, or that of somebody: email from Pradeep' },
  scopes: peopleScopes,
  read(sentence) {
    const { words, isText } = gistOf(sentence);
    const sent = hasSent.exec(words)?.groups?.from;
    if (isText || !(sent || noun.test(words)) || address.test(words)) return undefined;
    if (!sent && !asks.test(words) && !bare.test(words)) return undefined;
    if (others.test(words)) return undefined;
    const request = viewIn(words, sentence, sent);
    // Flagged emails are tasks as well, and show among them.
    if (request.flagged) return { score: 0.8, request };
    return { score: sent || request.sender || request.unread ? 0.94 : 0.9, request };
  },
  async run(ctx, wanted) {
    if (!wanted.sender || wanted.sender.address) return showMails(ctx, wanted, 0);
    const { name } = wanted.sender;
    const found = await findPeople(ctx, [name]);
    // Several of that name, or nobody: the name itself is searched for.
    if (!('people' in found)) return showMails(ctx, wanted, 0);
    const [person] = found.people;
    return showMails(ctx, { ...wanted, sender: { name: person!.displayName, address: person!.address } }, 0);
  },
};

/** What is asked for: of whom, since when, which. */
function viewIn(words: string, sentence: Sentence, sent: string | undefined): View {
  const past = pastIn(words, sentence.now);
  const timeless = past ? words.replace(past.words, ' ').replace(/\s+/gu, ' ').trim() : words;
  const from = sent ?? fromWhom.exec(timeless)?.groups?.from;
  const folderWords = inFolder.exec(timeless)?.groups?.folder;
  const folder = folderWords && (wellKnownFolder(folderWords) || /folder$/iu.test(timeless)) ? folderWords : undefined;
  const unread = /(?<![\p{L}])(?:unread|new)(?![\p{L}])/iu.test(timeless);
  const flagged = /(?<![\p{L}])(?:flagged|starred)(?![\p{L}])/iu.test(timeless);
  const withAttachments = /with (?:an? |the )?(?:attachments?|files?)/iu.test(timeless);
  const about = /\s(?:about|regarding)\s+(?<about>.{2,100})$/iu.exec(timeless)?.groups?.about;
  const title = [
    unread ? 'Unread email' : flagged ? 'Flagged email' : 'Email',
    ...(from ? [`from ${plain(from)}`] : []),
    ...(about ? [`about ${about}`] : []),
    ...(folder ? [`in ${folder}`] : []),
    ...(withAttachments ? ['with attachments'] : []),
    ...(past ? [past.words] : []),
  ].join(' ');
  return view.parse({
    title,
    ...(folder ? { folder } : {}),
    ...(about ? { search: unquoted(about) } : {}),
    ...(from ? { sender: { name: plain(from) } } : {}),
    unread,
    flagged,
    withAttachments,
    ...(past ? { since: past.since.toUTC().toISO()! } : {}),
    ...(past?.until ? { until: past.until.toUTC().toISO()! } : {}),
    sentence: sentence.text,
  });
}
