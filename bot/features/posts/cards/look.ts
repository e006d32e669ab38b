import { type Element, shorten, text } from '../../../chat/cards.ts';
import type { Mention } from '../../../graph/chat-message.ts';
import { type Block, type Run, readText } from '../../../graph/message-text.ts';

/** What a card shows of a message, in characters; the rest is counted. */
const most = 3000;

/**
 * A message as it will look, in the elements of a card: RichTextBlocks, whose text is not read as Markdown, so that nothing in it can be taken for more
 * than text. https://adaptivecards.io/explorer/RichTextBlock.html
 */
export function lookOf(message: string, mentions: readonly Mention[], max = most): Element[] {
  const shown = shorten(message, max);
  const blocks = readText(
    shown,
    mentions.map((mention) => mention.text ?? ''),
  );
  const missing = mentions.filter((_, index) => !blocks.some((b) => b.runs.some((run) => run.mention === index)));
  const before: Block[] =
    missing.length > 0
      ? [{ kind: 'paragraph', runs: missing.map(({ name }) => ({ text: `${name} `, bold: true })) }]
      : [];
  let number = 0;
  const elements = [...before, ...blocks].map((block) => {
    number = block.kind === 'number' ? number + 1 : 0;
    return elementOf(block, mentions, number);
  });
  const left = Array.from(message).length - max;
  return left > 0 ? [...elements, text(`… and ${left + 1} more characters`, { isSubtle: true })] : elements;
}

function elementOf({ kind, runs }: Block, mentions: readonly Mention[], number: number): Element {
  const lead = kind === 'bullet' ? '• ' : kind === 'number' ? `${number}. ` : kind === 'quote' ? '❝ ' : '';
  return {
    type: 'RichTextBlock',
    ...(kind === 'paragraph' || kind === 'heading' ? {} : { spacing: 'Small' }),
    inlines: [
      ...(lead ? [{ type: 'TextRun', text: lead }] : []),
      ...runs.map((run) => ({
        type: 'TextRun',
        text: textOf(run, mentions),
        ...(run.bold || kind === 'heading' || run.mention !== undefined ? { weight: 'Bolder' } : {}),
        ...(run.mention !== undefined || run.href ? { color: 'Accent' } : {}),
        ...(run.italic || kind === 'quote' ? { italic: true } : {}),
        ...(run.strike ? { strikethrough: true } : {}),
        ...(run.code || kind === 'code' ? { fontType: 'Monospace' } : {}),
      })),
    ],
  };
}

/** A link shows where it leads when its words do not. */
const textOf = ({ text, mention, href }: Run, mentions: readonly Mention[]): string =>
  mention === undefined
    ? href && href.replace(/\/$/, '') !== text.replace(/\/$/, '')
      ? `${text} (${shorten(href, 80)})`
      : text
    : (mentions[mention]?.name ?? text);
