import type { Proposal } from '@aide/contracts/operations';
import type { Content, Target } from '@aide/contracts/posts';
import { names } from '../../chat/names.ts';
import { sizeOf } from '../../graph/chat-message.ts';
import type { Context } from '../feature.ts';
import { kilobytes, messageFor } from './measure.ts';
import { remainsOf, requireImportance, undoOf } from './send.ts';
import { labelOf, withNames } from './target.ts';

/** From this share of the limit on, the size is said. */
const large = 20 * 1024;

export const importanceWords = { normal: 'normal', high: 'important', urgent: 'urgent' } as const;

/** Whom a message notifies by name. */
export const notified = ({ mentions }: Content): string[] =>
  mentions.map(({ kind, name }) =>
    kind === 'person' ? name : kind === 'tag' ? `the tag ${name}` : `everybody in ${name}`,
  );

/** What a message is, in facts. */
export function factsOf(content: Content): { title: string; value: string }[] {
  const { subject, importance, images, files, card } = content;
  const told = notified(content);
  const bytes = sizeOf(messageFor(content));
  return [
    ...(subject ? [{ title: 'Subject', value: subject }] : []),
    ...(told.length > 0 ? [{ title: 'Notifies', value: names(told, 10) }] : []),
    ...(importance === 'normal' ? [] : [{ title: 'Importance', value: importanceWords[importance] }]),
    ...(images?.length ? [{ title: 'Images', value: String(images.length) }] : []),
    ...(files?.length
      ? [
          {
            title: 'Files',
            value: names(
              files.map((f) => f.name),
              5,
            ),
          },
        ]
      : []),
    ...(card ? [{ title: 'Card', value: 'yes' }] : []),
    ...(bytes >= large ? [{ title: 'Size', value: `${kilobytes(bytes)} of 28 KB` }] : []),
  ];
}

/** What sending would do. Everything that would be refused is refused here already. */
/** "Post in", before the place. */
export const sendWords = (to: Target): string =>
  to.kind === 'thread'
    ? 'Reply in'
    : to.kind === 'channel'
      ? 'Post in'
      : to.kind === 'chat' && to.quotes
        ? 'Reply to'
        : 'Send to';

/** What an answer quotes, as a fact. */
const quoteOf = (to: Target) =>
  to.kind === 'chat' && to.quotes
    ? [{ title: 'Answers', value: [to.quotes.from, to.quotes.text].filter(Boolean).join(': ') || 'a message there' }]
    : [];

export async function proposeSend(ctx: Context, target: Target, content: Content): Promise<Proposal> {
  requireImportance(target, content);
  messageFor(content);
  const to = await withNames(ctx, target);
  const undo = await undoOf(ctx, to);
  const verb = sendWords(to);
  return {
    title: `${verb} ${labelOf(to)}`,
    facts: [...quoteOf(to), ...factsOf(content), { title: 'Text', value: content.text.slice(0, 500) }],
    warnings: [],
    undo,
    remains: remainsOf(undo),
  };
}
