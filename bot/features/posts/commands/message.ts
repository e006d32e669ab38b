import type { Command } from '../../chat.ts';
import { compose } from '../compose.ts';
import { composeScopes } from '../scopes.ts';
import type { WantedPlace, Wish } from '../wish.ts';
import { detailsOf, linkIn, namesIn, orderOf, timeOf, wishFor } from './head.ts';

const verbs =
  'send (?:a |an |the )?(?:quick |short |direct )?(?:chat |teams )?(?:message|dm|chat|note) to|write (?:a |the )?(?:message|note) to|message|dm|direct message|ping|text|write to|write|tell|let|chat with|chat|send';

/** "Megan and Lee Gu" before what is said to them. */
const proper = String.raw`\p{Lu}[\p{L}\p{M}\p{N}.'’@_-]*(?:\s+\p{Lu}[\p{L}\p{M}'’-]*){0,3}|[^\s,;:]+@[^\s,;:]+`;
const people = new RegExp(String.raw`^@?((?:${proper})(?:\s*(?:,|&|and|,\s*and)\s*@?(?:${proper}))*)`, 'u');

export const messageCommand: Command<Wish> = {
  name: 'posts.message',
  title: 'Write to somebody in chat',
  examples: [
    'message Megan: Do you have a minute?',
    'tell Alex and Lee that I am late',
    'send a message to Megan Bowen: Thank you',
  ],
  menu: { title: 'message', description: 'Write to somebody in chat: message Megan: your text' },
  scopes: composeScopes,
  takesText: true,
  takesWords: true,
  read(sentence) {
    const order = orderOf(sentence, verbs);
    if (!order || linkIn(order.rest)) return undefined;
    const details = detailsOf(order);
    const rest = details.rest
      .replace(/^(?:an?\s+)?(?:message|note|dm)\s+to\s+/iu, '')
      .replace(/\s+(?:a\s+)?(?:message|dm|note|chat)$/iu, '');
    const isMessage = rest !== details.rest || !/^(?:send|write|let|tell|text|chat|ping)$/.test(order.verb);
    const chat = /^(?:the\s+|our\s+)?(.+?)\s+(?:group\s+)?chat$/iu.exec(details.rest);
    let place: WantedPlace | undefined;
    let said = '';
    if (chat) place = { kind: 'chat', words: chat[1]! };
    else {
      const found = people.exec(rest);
      const after = found ? rest.slice(found[0].length).trim() : '';
      if (found && (after === '' || order.body === undefined)) {
        place = { kind: 'people', names: namesIn(found[1]!) };
        said = after.replace(/^(?:know\s+)?(?:that|saying|to say|know|:|-|–)\s+/iu, '');
        if (order.verb === 'let' && !/^know\b/iu.test(after)) return undefined;
      } else if (
        order.body !== undefined &&
        /^[\p{L}.'’ -]{2,60}(?:\s*(?:,|&|and)\s*[\p{L}.'’ -]{2,60})*$/u.test(rest) &&
        !/^(?:me|us|everyone|a|an|the|this|that|it|to)\b/iu.test(rest)
      )
        place = { kind: 'people', names: namesIn(rest) };
    }
    if (!place) return undefined;
    // "send Megan the deck", "tell Megan" alone: not clearly a message.
    if (order.body === undefined && order.verb === 'send' && !isMessage) return undefined;
    if (order.body === undefined && said === '' && !isMessage) return undefined;
    const text = order.body ?? said;
    const wish = wishFor(sentence, {
      place,
      text: order.body === undefined ? unquoted(text) : text,
      importance: details.importance,
      mentions: details.mentions,
      ...(order.body === undefined && said !== '' ? {} : timeOf(order.spans)),
    });
    return { score: order.body !== undefined ? 0.985 : said ? 0.9 : 0.88, request: wish };
  },
  run: (ctx, wish) => compose(ctx, wish),
};

const unquoted = (text: string) => /^["“'](.+)["”']$/u.exec(text)?.[1] ?? text;
