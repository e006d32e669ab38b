/// <reference types="office-js" />
import { Failed, type Link, method } from './link.ts';
import type { AttachmentState, Client, ComposeState, EmailUser, ItemState, ReadState } from './protocol.ts';

/** `Office.context.mailbox.item` of what is open. What the client's requirement set does not have is not there. */
export function itemOf(link: Link, { client, state }: { client: Client; state: ItemState | null }): object | null {
  if (state === null) return null;
  const item = state.mode === 'read' ? readItem(link, state) : composeItem(link, state);
  const has = Object.entries(item).filter(([name]) => atLeast(client.mailbox, since[name] ?? '1.1'));
  // https://learn.microsoft.com/office/dev/add-ins/outlook/outlook-mobile-apis
  const isPhone = client.platform === 'iOS' || client.platform === 'Android';
  return Object.fromEntries(has.filter(([name]) => !isPhone || !name.startsWith('display')));
}

/** @param version e.g. '1.5' */
export const atLeast = (version: string, wanted: string): boolean => minor(version) >= minor(wanted);
const minor = (version: string) => Number(version.split('.')[1] ?? 0);

/** The requirement sets in which members came. https://learn.microsoft.com/javascript/api/requirement-sets/outlook/outlook-api-requirement-sets */
const since: Record<string, string> = {
  categories: '1.8',
  getSharedPropertiesAsync: '1.8',
  getAttachmentsAsync: '1.8',
  getAttachmentContentAsync: '1.8',
  getItemIdAsync: '1.8',
  displayReplyFormAsync: '1.9',
  displayReplyAllFormAsync: '1.9',
  saveAsync: '1.3',
};

type Read = Pick<
  Office.MessageRead,
  'itemId' | 'conversationId' | 'internetMessageId' | 'subject' | 'normalizedSubject' | 'from' | 'sender' | 'to' | 'cc'
>;

function readItem(link: Link, state: ReadState) {
  const { itemId, subject, attachments, created, modified } = state;
  const form = (to: 'sender' | 'all') => (content: unknown) => link.ask<void>('reply', itemId, to, content);
  const [reply, replyAll] = [form('sender'), form('all')];
  const values = {
    itemId,
    conversationId: state.conversationId,
    internetMessageId: state.internetMessageId,
    subject,
    normalizedSubject: subject.replace(/^((re|fwd?)\s*:\s*)+(?=\S)/i, ''),
    from: user(state.from),
    sender: user(state.sender),
    to: state.to.map(user),
    cc: state.cc.map(user),
  } satisfies Read;
  return {
    ...values,
    itemType: 'message',
    itemClass: 'IPM.Note',
    dateTimeCreated: new Date(created),
    dateTimeModified: new Date(modified),
    attachments: attachments.map(attachment),
    body: bodyOf(link, itemId),
    getAttachmentContentAsync: method((id) => link.ask('attachmentContent', itemId, id)),
    categories: { getAsync: method(async () => state.categories.map((displayName) => ({ displayName }))) },
    displayReplyForm: (content: unknown) => void reply(content).catch(() => undefined),
    displayReplyAllForm: (content: unknown) => void replyAll(content).catch(() => undefined),
    displayReplyFormAsync: method(reply),
    displayReplyAllFormAsync: method(replyAll),
    getSharedPropertiesAsync: method(async () => {
      // Everything that the page shows is the person's own.
      throw new Failed({ code: 9020, name: 'APICallFailed', message: 'The item is not in a shared folder.' });
    }),
  };
}

function composeItem(link: Link, { itemId, conversationId }: ComposeState) {
  const field = (name: string) => ({ getAsync: method(() => link.ask('field', itemId, name)) });
  const people = (name: string) => ({
    getAsync: method(async () => (await link.ask<EmailUser[]>('field', itemId, name)).map(user)),
  });
  return {
    conversationId,
    itemType: 'message',
    subject: field('subject'),
    to: people('to'),
    cc: people('cc'),
    bcc: people('bcc'),
    body: {
      ...bodyOf(link, itemId),
      getTypeAsync: method(async () => 'html'),
      setSelectedDataAsync: method((data, options) => link.ask('insert', itemId, data, coercionOf(options))),
    },
    getItemIdAsync: method(async () => itemId),
    saveAsync: method(async () => itemId),
    getAttachmentsAsync: method(async () =>
      (await link.ask<AttachmentState[]>('field', itemId, 'attachments')).map(attachment),
    ),
  };
}

const bodyOf = (link: Link, itemId: string) => ({
  getAsync: method((coercion) => link.ask('body', itemId, coercion === 'html' ? 'html' : 'text')),
});

const coercionOf = (options: unknown) =>
  (options as { coercionType?: unknown } | undefined)?.coercionType === 'html' ? 'html' : 'text';

const user = (one: EmailUser) => ({ ...one, recipientType: 'user' }) as unknown as Office.EmailAddressDetails;

const attachment = (one: AttachmentState) => ({ ...one }) as unknown as Office.AttachmentDetails;
