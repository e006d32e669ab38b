import type { Command, Here } from '../../chat.ts';
import { compose } from '../compose.ts';
import { composeScopes } from '../scopes.ts';
import type { WantedPlace, Wish } from '../wish.ts';
import { detailsOf, messageIn, orderOf, placeOf, split, targetHere, timeOf, wishFor } from './head.ts';

const strong = 'post|publish|announce|broadcast';
/** Said of files, tasks and mail as well: mine only together with words for a post. */
const weak = 'put|share|write|send|say|drop';
const postWords = /\b(?:channel|message|announcement|chat|post|note|here|thread)\b/iu;
/** What is a file belongs to whoever knows files. */
const fileWords =
  /\b(?:files?|documents?|docs?|decks?|presentations?|spreadsheets?|workbooks?|pdfs?|folders?|slides|photos?|attachments?)\b|\.\w{2,4}(?=$|\s)/iu;

export const postCommand: Command<Wish> = {
  name: 'posts.post',
  title: 'Post in a channel or a chat',
  examples: [
    'post in General: Lunch is at noon today',
    'post in Marketing General tomorrow 9am: Good morning @channel',
    'announce in the Mark 8 project channel with subject "Launch": We ship on Friday',
    'post "Lunch is ready" in General',
    'post here: The build is green',
    'post in the launch chat: See you there',
  ],
  menu: { title: 'post in', description: 'Post in a channel: post in General: your text' },
  scopes: composeScopes,
  takesText: true,
  takesWords: true,
  read(sentence, here) {
    const order = orderOf(sentence, `${strong}|${weak}`);
    if (!order) return undefined;
    const isStrong = new RegExp(`^(?:${strong})$`).test(order.verb);
    const details = detailsOf(order);
    const { object, place, toSomebody } = split(details.rest);
    const body = order.body;
    if (
      !isStrong &&
      !postWords.test(details.rest) &&
      !(body && /^(?:this|that|it|the following)?$/iu.test(object) && place)
    )
      return undefined;
    // "send a message to Megan", "send Megan a message": to a person, not to a place.
    if (!isStrong && (!place || (toSomebody && !/\b(?:channel|chat|team)\b/iu.test(place)))) return undefined;
    const text = body ?? object;
    const where =
      place === undefined && here && body !== undefined && targetHere(here)
        ? { to: targetHere(here) }
        : placeOf(place, here);
    const wish = wishFor(sentence, {
      ...where,
      text,
      ...(details.subject ? { subject: details.subject } : {}),
      importance: details.importance,
      mentions: details.mentions,
      ...timeOf(order.spans),
    });
    const isFile = fileWords.test(body === undefined ? details.rest : object);
    const score = isFile ? 0.72 : body === undefined ? (isStrong ? 0.93 : 0.86) : 0.99;
    return { score, request: wish };
  },
  run: (ctx, wish) => compose(ctx, wish),
};

const name = String.raw`(?<name>\p{L}[\p{L}\p{M}\p{N}.'’@_-]*?(?: \p{Lu}[\p{L}\p{M}'’-]*?){0,3}?)`;
const inChat = `(?: in (?:the |our |this |my )?(?:teams )?chat| in teams| here)`;
/** "to Megan", "to Megan's last message in the chat". */
const whose = new RegExp(
  `^(?<to>to |on )?${name}(?<noun>['’]s?(?: (?:last|latest|previous))?(?: chat)? (?:message|question|comment|answer))?(?<chat>${inChat})?$`,
  'iu',
);

/**
 * Whose message in a chat is answered. In a group chat that is what "reply to Megan" means; elsewhere the chat has to be named,
 * because it could be an email.
 */
function answeredIn(rest: string, here: Here | undefined): WantedPlace | undefined {
  const { to, name = '', noun, chat } = whose.exec(rest)?.groups ?? {};
  if (!name || !(to || noun) || /^(?:this|that|it|here|all|everyone|everybody|the|my|an?)$/iu.test(name))
    return undefined;
  if (here?.type === 'groupChat') return { kind: 'answer', name, chatId: here.conversationId };
  return chat || /\bchat\b/iu.test(noun ?? '') ? { kind: 'answer', name } : undefined;
}

export const replyCommand: Command<Wish> = {
  name: 'posts.reply',
  title: 'Reply in a thread of a channel, or to a message in a chat',
  examples: ['reply: Thanks, all done', 'reply to this: I will take it', 'reply to Megan in the chat: Sure, at noon'],
  scopes: composeScopes,
  takesText: true,
  takesWords: true,
  read(sentence, here) {
    const order = orderOf(sentence, 'reply|answer|respond|comment|post a reply');
    if (!order) return undefined;
    const details = detailsOf(order);
    const link = messageIn(details.rest);
    const answered = answeredIn(details.rest, here);
    // "respond to the invitation", "answer Megan's mail" are somebody else's.
    const plain =
      /^(?:(?:to|in|on)\s+)?(?:this|that|it|here|(?:the|this|that)\s+(?:thread|message|post|conversation))?(?:\s+(?:with|saying|here))?$/iu.test(
        details.rest,
      );
    const saying = /^(?:(?:here|to this|in this thread)\s+)?(?:with|saying|that)\s+(.+)$/iu.exec(details.rest)?.[1];
    if (answered && order.body !== undefined) {
      const { text: _, ...answer } = wishFor(sentence, { place: answered });
      const { importance, mentions } = details;
      return {
        score: 0.992,
        request: { ...answer, text: order.body, importance, mentions, ...timeOf(order.spans) },
        settled: true,
      };
    }
    if (!link && !plain && !(saying && order.body === undefined)) return undefined;
    if (!link && plain && order.body === undefined && order.verb !== 'reply' && order.verb !== 'post a reply')
      return undefined;
    const thread =
      here?.type === 'channel' && here.teamId && here.threadId
        ? { kind: 'thread' as const, teamId: here.teamId, channelId: here.conversationId, messageId: here.threadId }
        : here?.type === 'groupChat'
          ? targetHere(here)
          : undefined;
    const to = link ? undefined : thread;
    const text = order.body ?? saying?.replace(/^["“']|["”']$/g, '') ?? '';
    const wish = wishFor(sentence, {
      ...(to ? { to } : { place: link ? { kind: 'link', message: link } : { kind: 'message' } }),
      text,
      importance: details.importance,
      mentions: details.mentions,
      ...timeOf(order.spans),
    });
    return { score: order.body === undefined && !link ? 0.9 : 0.99, request: wish };
  },
  run: (ctx, wish) => compose(ctx, wish),
};
