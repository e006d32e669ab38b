import { type Block, type Run, readText } from './message-text.ts';

/**
 * What a person wants to say in a channel or chat, and what Graph wants of it. Pure: nothing is sent here.
 * https://learn.microsoft.com/graph/api/resources/chatmessage
 */
export interface MessageContent {
  subject?: string;
  /** Text as typed, with a little Markdown (`readText`). HTML in it is text. */
  text: string;
  importance?: 'normal' | 'high' | 'urgent';
  mentions?: Mention[];
  /** An Adaptive Card. */
  card?: Record<string, unknown>;
  /** Shown under the text. */
  images?: InlineImage[];
  /** Files that lie in OneDrive or SharePoint already. */
  files?: FileReference[];
}

/** Who is told. `text`: the words in the message that stand for them ('@Megan'); are they not in it, the mention comes first. */
export interface Mention {
  kind: 'person' | 'channel' | 'team' | 'tag' | 'chat';
  /** Entra object id, or the id of the channel, team, tag or chat. */
  id: string;
  name: string;
  text?: string;
}

export interface InlineImage {
  contentType: 'image/png' | 'image/jpeg' | 'image/gif';
  /** Base64. */
  contentBytes: string;
  name?: string;
}

export interface FileReference {
  /** GUID of the item, as its eTag has it; Teams shows the file by it. */
  id: string;
  name: string;
  contentUrl: string;
}

/** The body of `POST …/messages`. */
export interface ChatMessageBody {
  subject?: string;
  importance?: 'high' | 'urgent';
  body: { contentType: 'html'; content: string };
  mentions?: unknown[];
  attachments?: { id: string; contentType: string; contentUrl?: string; content?: string; name?: string }[];
  hostedContents?: { '@microsoft.graph.temporaryId': string; contentBytes: string; contentType: string }[];
}

/**
 * Bytes that a message may have with its mentions and cards, without its images: "approximately 28 KB". No encoding is published; Graph takes
 * JSON in UTF-8, so that is what is counted. Should Graph draw the line elsewhere, its 413 is told in the same words.
 * https://learn.microsoft.com/microsoftteams/limits-specifications-teams#chat
 */
export const messageLimit = 28 * 1024;
/** Bytes of a whole request, images included. https://learn.microsoft.com/graph/api/chatmessage-post-hostedcontent */
export const requestLimit = 4 * 1024 * 1024;

export function chatMessage(content: MessageContent): ChatMessageBody {
  const { subject, text, importance = 'normal', mentions = [], card, images = [], files = [] } = content;
  const attachments = [
    ...files.map(({ id, name, contentUrl }) => ({ id, contentType: 'reference', contentUrl, name })),
    ...(card ? [{ id: cardId, contentType: cardType, content: JSON.stringify(card) }] : []),
  ];
  const html = [
    htmlOf(text, mentions),
    ...images.map(
      ({ name }, i) => `<p><img src="../hostedContents/${i + 1}/$value" alt="${escapeHtml(name ?? 'image')}"></p>`,
    ),
    ...attachments.map(({ id }) => `<attachment id="${escapeHtml(id)}"></attachment>`),
  ].join('');
  return {
    ...(subject ? { subject } : {}),
    ...(importance === 'normal' ? {} : { importance }),
    body: { contentType: 'html', content: html },
    ...(mentions.length > 0 ? { mentions: mentions.map(mentionOf) } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(images.length > 0
      ? {
          hostedContents: images.map(({ contentBytes, contentType }, i) => ({
            '@microsoft.graph.temporaryId': String(i + 1),
            contentBytes,
            contentType,
          })),
        }
      : {}),
  };
}

const cardType = 'application/vnd.microsoft.card.adaptive';
/** Any id will do; it only joins the card to its place in the body. */
const cardId = 'c0ffee00c0ffee00c0ffee00c0ffee00';

/** Bytes of a message as it counts against `messageLimit`. */
export function sizeOf({ hostedContents: _, ...counted }: ChatMessageBody): number {
  return Buffer.byteLength(JSON.stringify(counted));
}

/** Text as the HTML that Teams shows. Whatever was typed, the only elements in it are those made here. */
export function htmlOf(text: string, mentions: readonly Mention[] = []): string {
  const told = new Set<number>();
  const blocks = readText(
    text,
    mentions.map((mention) => mention.text ?? ''),
  );
  const body = blocksHtml(blocks, mentions, told);
  const missing = mentions.flatMap((_, index) => (told.has(index) ? [] : [marker(mentions, index)]));
  return missing.length === 0 ? body : `<p>${missing.join(' ')}</p>${body}`;
}

const tags = { paragraph: 'p', heading: 'h2', quote: 'blockquote', code: 'pre' } as const;

function blocksHtml(blocks: Block[], mentions: readonly Mention[], told: Set<number>): string {
  let html = '';
  for (let i = 0; i < blocks.length; i++) {
    const { kind, runs } = blocks[i]!;
    const inner = runs.map((run) => runHtml(run, mentions, told)).join('');
    if (kind === 'bullet' || kind === 'number') {
      const list = kind === 'bullet' ? 'ul' : 'ol';
      html += `${blocks[i - 1]?.kind === kind ? '' : `<${list}>`}<li>${inner}</li>`;
      if (blocks[i + 1]?.kind !== kind) html += `</${list}>`;
    } else html += `<${tags[kind]}>${inner}</${tags[kind]}>`;
  }
  return html;
}

function runHtml(run: Run, mentions: readonly Mention[], told: Set<number>): string {
  if (run.mention !== undefined && !told.has(run.mention)) {
    told.add(run.mention);
    return marker(mentions, run.mention);
  }
  let html = escapeHtml(run.text).replaceAll('\n', '<br>');
  if (run.href) html = `<a href="${escapeHtml(run.href)}">${html}</a>`;
  if (run.code) html = `<code>${html}</code>`;
  if (run.strike) html = `<s>${html}</s>`;
  if (run.italic) html = `<em>${html}</em>`;
  if (run.bold) html = `<strong>${html}</strong>`;
  return html;
}

const marker = (mentions: readonly Mention[], index: number) =>
  `<at id="${index}">${escapeHtml(mentionText(mentions[index]!))}</at>`;

/** One line: Teams compares it with what stands in the marker. */
const mentionText = ({ name }: Mention) => name.replace(/\s+/g, ' ').trim();

/** https://learn.microsoft.com/graph/api/resources/chatmessagementionedidentityset */
function mentionOf(mention: Mention, id: number) {
  const { kind } = mention;
  const identity = { id: mention.id, displayName: mentionText(mention) };
  return {
    id,
    mentionText: mentionText(mention),
    mentioned:
      kind === 'person'
        ? { user: { ...identity, userIdentityType: 'aadUser' } }
        : kind === 'tag'
          ? { tag: identity }
          : { conversation: { ...identity, conversationIdentityType: kind } },
  };
}

/** What a message says, in one line of plain text. */
export const readableOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(
      /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|(\w{2,8}));/gi,
      (whole, decimal?: string, hex?: string, name?: string) =>
        name
          ? (entities[name.toLowerCase()] ?? whole)
          : codePoint(decimal ? Number(decimal) : Number.parseInt(hex!, 16)),
    )
    .replace(/\s+/g, ' ')
    .trim();

/** The same without any space: how one recognises a message whatever Teams made of its HTML. */
export const plainOf = (html: string): string => readableOf(html).replaceAll(' ', '');

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const codePoint = (code: number) => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '');

export const escapeHtml = (value: string): string =>
  value.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? '&#39;');
