import { DateTime } from 'luxon';
import { card, type Element, execute } from '../../../chat/cards.ts';
import { asked, buttons, line, type Option, small } from '../../../chat/parts.ts';
import { messageLimit } from '../../../graph/chat-message.ts';
import type { Reply } from '../../chat.ts';
import type { Place } from '../match.ts';
import { kilobytes } from '../measure.ts';
import { contentOf, type Wish } from '../wish.ts';
import { lookOf } from './look.ts';
import { orderOf } from './preview.ts';

/** Places on one card; with "More" six buttons at most. */
const page = 5;
/** The longest text that is put into a card to be changed: a card has 25 KB. */
const longestInput = 10_000;

export function placesReply(
  question: string,
  places: readonly Pick<Place, 'label'>[],
  draft: string,
  from: number,
): Reply {
  const shown = places.slice(from, from + page);
  const options: Option[] = shown.map(({ label }, i) => ({
    label: line(label),
    verb: 'posts.place',
    data: { draft, index: from + i },
  }));
  const rest = places.length - from - shown.length;
  if (rest > 0) options.push({ label: `${rest} more`, verb: 'posts.places', data: { draft, from: from + page } });
  if (options.length > 0) return asked(card({ title: line(question), actions: buttons(options) }), question, options);
  const input = {
    type: 'Input.Text',
    id: 'words',
    label: 'Team, channel or chat',
    placeholder: 'Marketing General',
    maxLength: 200,
  };
  return {
    text: question,
    card: card({
      title: line(question),
      body: [input],
      actions: [execute('Go on', 'posts.where', { draft }, 'positive'), drop(draft)],
    }),
  };
}

export function tagsReply(tag: string, tags: string[], draft: string, index: number): Reply {
  const question =
    tags.length > 0
      ? `This team has no tag called ${line(tag)}. Did you mean:`
      : `This team has no tag called ${line(tag)}.`;
  const options: Option[] = [
    ...tags.slice(0, 4).map((name) => ({ label: line(name), verb: 'posts.tag', data: { draft, index, name } })),
    { label: 'Leave it as text', verb: 'posts.tag', data: { draft, index } },
  ];
  return asked(card({ title: question, actions: buttons(options) }), question, options);
}

/** A message to be written, or to be changed. What was typed stands in it. */
export function writeReply(wish: Wish, draft: string): Reply {
  const { verb, title } = orderOf({ ...wish, at: undefined });
  const question = wish.text ? title : `${title}: what should it say?`;
  const long = wish.text.length > longestInput;
  const chat = wish.to?.kind === 'chat' || wish.to?.kind === 'people';
  const inputs: Element[] = [
    ...(chat
      ? []
      : [
          {
            type: 'Input.Text',
            id: 'subject',
            label: 'Subject (optional)',
            maxLength: 255,
            ...(wish.subject ? { value: wish.subject } : {}),
          },
        ]),
    ...(long
      ? []
      : [
          {
            type: 'Input.Text',
            id: 'text',
            label: 'Text',
            placeholder: 'Write it here. @Name mentions somebody.',
            isMultiline: true,
            maxLength: 20_000,
            ...(wish.text ? { value: wish.text } : {}),
          },
        ]),
    {
      type: 'Input.ChoiceSet',
      id: 'importance',
      label: 'Importance',
      style: 'compact',
      value: wish.importance,
      choices: (chat ? ['normal', 'high', 'urgent'] : ['normal', 'high']).map((value) => ({
        title: titles[value]!,
        value,
      })),
    },
  ];
  return {
    text: question,
    card: card({
      title: line(question),
      body: [
        ...(long ? [small('The text is too long to be changed here; send it again to change it.')] : []),
        ...inputs,
      ],
      actions: [
        execute(wish.text ? 'Show how it looks' : `${verb} …`, 'posts.write', { draft }, 'positive'),
        drop(draft),
      ],
    }),
  };
}

const titles: Record<string, string> = { normal: 'Normal', high: 'Important', urgent: 'Urgent' };
const drop = (draft: string) => execute('Cancel', 'posts.drop', { draft });

export function laterReply(wish: Wish, draft: string, timeZone: string, now: DateTime, fault?: string): Reply {
  const day = wish.at ? DateTime.fromISO(wish.at, { zone: timeZone }) : now.plus({ days: 1 });
  const question = [fault, 'When shall I post it?'].filter(Boolean).join(' ');
  const inputs: Element[] = [
    {
      type: 'Input.Date',
      id: 'date',
      label: 'Day',
      value: wish.day ?? day.toFormat('yyyy-MM-dd'),
      min: now.toFormat('yyyy-MM-dd'),
    },
    { type: 'Input.Time', id: 'time', label: `Time (${timeZone})`, value: wish.at ? day.toFormat('HH:mm') : '09:00' },
  ];
  return {
    text: question,
    card: card({
      title: question,
      body: inputs,
      actions: [
        execute('Show how it looks', 'posts.at', { draft }, 'positive'),
        ...(wish.replaces ? [] : [execute('Now', 'posts.now', { draft })]),
        drop(draft),
      ],
    }),
  };
}

export function linkReply(draft: string): Reply {
  const question = 'Which message do you want to reply to?';
  return {
    text: question,
    card: card({
      title: question,
      body: [
        'In Teams, open the menu … of the message and choose "Copy link".',
        {
          type: 'Input.Text',
          id: 'link',
          label: 'Link of the message',
          placeholder: 'https://teams.microsoft.com/l/message/…',
          maxLength: 1000,
        },
      ],
      actions: [execute('Go on', 'posts.link', { draft }, 'positive'), drop(draft)],
    }),
  };
}

/** Too long for a message: its size, and what can be done. */
export function tooLongReply(wish: Wish, bytes: number, draft: string): Reply {
  const channel = (wish.to?.kind === 'channel' || wish.to?.kind === 'thread') && !wish.at && !wish.edits;
  const size = `It has ${kilobytes(bytes)} (${bytes} bytes); Teams takes at most ${kilobytes(messageLimit)} in a message.`;
  const options: Option[] = [
    ...(channel ? [{ label: 'Post it as a file', verb: 'posts.asFile', data: { draft } }] : []),
    { label: 'Edit text', verb: 'posts.text', data: { draft } },
    { label: 'Cancel', verb: 'posts.drop', data: { draft } },
  ];
  return asked(
    card({
      title: 'This is too long for a message',
      body: [
        size,
        channel
          ? 'I can put the text into the channel’s folder as a file, and post its beginning with a link to it. Or shorten it.'
          : 'Shorten it, or split it.',
        ...lookOf(wish.text, contentOf(wish).mentions, 300),
      ],
      actions: buttons(options),
      fallbackText: size,
    }),
    size,
    options,
  );
}
