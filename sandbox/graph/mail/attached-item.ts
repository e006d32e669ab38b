import { GraphFailure } from '../area.ts';
import { bodyPreview, htmlDocument } from '../calendar/body.ts';
import { readEvent } from '../calendar/event-input.ts';
import type { ItemBody } from '../calendar/model.ts';
import { lowerNames } from '../calendar/wire.ts';
import { readContact } from '../contacts/input.ts';
import { splitItemData } from '../item-data/index.ts';
import { readMessage } from './input.ts';
import type { MailAttachmentRow } from './model.ts';

type Item = Record<string, unknown>;

const kinds: Record<string, { type: string; read(body: unknown): unknown; render(item: Item): Item }> = {
  message: { type: 'message', read: readMessage, render: renderMessage },
  event: { type: 'event', read: readEvent, render: renderEvent },
  contact: { type: 'contact', read: readContact, render: (item) => item },
};

const typeOf = (item: Item) => String(item['@odata.type'] ?? '').replace(/^#?microsoft\.graph\./i, '');

/**
 * The message, event or contact that somebody attaches, held against what its kind has.
 * @throws GraphFailure 400 for another kind, and for what is none of its properties
 * @see https://learn.microsoft.com/graph/api/resources/itemattachment
 */
export function readItem(given: Item): Item {
  const kind = kinds[typeOf(given).toLowerCase()];
  if (!kind) throw new GraphFailure(400, 'UnableToDeserializePostBody', 'were unable to deserialize ');
  const { '@odata.type': _, ...item } = given;
  kind.read(splitItemData(item).rest);
  return { ...(lowerNames(item) as Item), '@odata.type': `#microsoft.graph.${kind.type}` };
}

/** An attached item as $expand=microsoft.graph.itemAttachment/item gives it: it is in no folder, and so has no id. */
export function renderItem({ lastModifiedDateTime }: MailAttachmentRow, item: Item): Item {
  const known = { id: '', createdDateTime: lastModifiedDateTime, lastModifiedDateTime };
  const { '@odata.type': type, ...own } = item;
  return { '@odata.type': type, ...known, ...kinds[typeOf(item).toLowerCase()]?.render(own) };
}

function bodyIn({ body }: Item): { body: ItemBody; bodyPreview: string } {
  const { contentType, content } = { contentType: 'text', content: '', ...(body as Partial<ItemBody> | undefined) };
  const whole: ItemBody = { contentType: contentType.toLowerCase() === 'html' ? 'html' : 'text', content };
  return { body: { contentType: 'html', content: htmlDocument(whole) }, bodyPreview: bodyPreview(whole) };
}

function renderMessage(item: Item): Item {
  const files = (item.attachments ?? []) as Item[];
  return {
    hasAttachments: files.length > 0,
    internetMessageId: null,
    receivedDateTime: null,
    sentDateTime: null,
    subject: '',
    importance: 'normal',
    conversationId: null,
    conversationIndex: null,
    isDeliveryReceiptRequested: false,
    isReadReceiptRequested: false,
    isRead: true,
    isDraft: true,
    webLink: null,
    internetMessageHeaders: [],
    sender: null,
    from: null,
    toRecipients: [],
    ccRecipients: [],
    flag: { flagStatus: 'notFlagged' },
    ...item,
    ...bodyIn(item),
  };
}

function renderEvent(item: Item): Item {
  return {
    hasAttachments: false,
    subject: '',
    importance: 'normal',
    sensitivity: 'normal',
    isAllDay: false,
    isCancelled: false,
    isOrganizer: true,
    showAs: 'busy',
    type: 'singleInstance',
    attendees: [],
    ...item,
    ...bodyIn(item),
  };
}
