import { randomUUID } from 'node:crypto';
import type { Action, Query } from '../../../../bot/features/feature.ts';
import { mail } from '../../../../bot/features/mail/index.ts';
import type { Office } from './office.ts';
import { alex, megan as name } from './office.ts';

/** What the rows are tried on. */
export interface Ground {
  office: Office;
  channel: { teamId: string; channelId: string };
}

/** A write of the feature, with what to try it on. */
export interface Row {
  action: Action;
  /** The call that writes. */
  call: { method: string; path: string };
  /** The permission without which it does not go. */
  scope: string;
  /** Something new that it can be done with. @param message a mail of Megan's with an attachment */
  input(ground: Ground, message: string): Promise<Record<string, unknown>> | Record<string, unknown>;
  /** It is done with a mail that is there. */
  onMail: boolean;
  /** What is refused before anything is asked of Microsoft 365; and what just about is not. */
  bad: Record<string, unknown>[];
  good: Record<string, unknown>[];
}

export const actionNamed = (of: string): Action => {
  const found = mail.actions.find((action) => action.name === `mail.${of}`);
  if (!found) throw new Error(`no action mail.${of}`);
  return found as Action;
};
export const queryNamed = (of: string): Query => {
  const found = mail.queries.find((query) => query.name === `mail.${of}`);
  if (!found) throw new Error(`no query mail.${of}`);
  return found as Query;
};

const somebody = (office: Office) => [{ address: office.address(alex), name: alex }];
const people = (count: number) => Array.from({ length: count }, (_, i) => ({ address: `p${i}@example.com` }));
const text = (length: number) => 'x'.repeat(length);
const noMail = [{}, { message: '' }, { message: text(1025) }, { message: 7 }];
const message = 'AAMkAGI=';
const onMessage = { onMail: true, input: (_: Ground, id: string) => ({ message: id }) };

/** Every write of the feature. */
export const rows: Row[] = [
  {
    action: actionNamed('draft'),
    call: { method: 'POST', path: '/me/messages$' },
    scope: 'Mail.ReadWrite',
    onMail: false,
    input: ({ office }) => ({ to: somebody(office), subject: `Draft ${randomUUID()}`, text: 'Hello' }),
    bad: [{ to: people(501) }, { subject: text(256) }, { text: text(200_001) }, { to: [{ address: 'nobody' }] }],
    good: [{}, { to: people(500) }, { subject: text(255), text: text(200_000) }],
  },
  ...(['reply', 'replyAll', 'forward'] as const).map((kind): Row => {
    const way = { reply: 'createReply', replyAll: 'createReplyAll', forward: 'createForward' }[kind];
    return {
      action: actionNamed(kind),
      call: { method: 'POST', path: `/${way}$` },
      scope: 'Mail.ReadWrite',
      onMail: true,
      input: ({ office }, id) => ({
        message: id,
        text: 'Yes',
        ...(kind === 'forward' ? { to: somebody(office) } : {}),
      }),
      bad: [...noMail, { message, text: text(200_001) }],
      good: [{ message }, { message, text: text(200_000) }],
    };
  }),
  {
    action: actionNamed('send'),
    call: { method: 'POST', path: '/me/messages$' },
    scope: 'Mail.Send',
    onMail: false,
    input: ({ office }) => ({ kind: 'new', to: somebody(office), subject: `Sent ${randomUUID()}`, text: 'Hello' }),
    bad: [{}, { kind: 'new', to: [] }, { kind: 'new', to: people(501) }, { kind: 'reply' }],
    good: [
      { kind: 'new', to: people(500) },
      { kind: 'draft', message },
    ],
  },
  {
    action: actionNamed('sendDraft'),
    call: { method: 'POST', path: '/send$' },
    scope: 'Mail.Send',
    onMail: false,
    async input({ office }) {
      const toRecipients = [{ emailAddress: { address: office.address(alex) } }];
      const draft = await office.graphAs<{ id: string; internetMessageId: string }>(name, 'POST', '/me/messages', {
        subject: `Waits ${randomUUID()}`,
        toRecipients,
      });
      return { message: draft.id, internetMessageId: draft.internetMessageId };
    },
    bad: noMail,
    good: [{ message }],
  },
  {
    action: actionNamed('move'),
    call: { method: 'POST', path: '/move$' },
    scope: 'Mail.ReadWrite',
    onMail: true,
    input: (_, id) => ({ message: id, folder: 'archive' }),
    bad: [...noMail, { message }, { message, folder: '' }, { message, folder: text(1025) }],
    good: [{ message, folder: 'archive' }],
  },
  {
    action: actionNamed('delete'),
    call: { method: 'POST', path: '/move$' },
    scope: 'Mail.ReadWrite',
    ...onMessage,
    bad: noMail,
    good: [{ message }, { message: text(1024) }],
  },
  {
    action: actionNamed('markRead'),
    call: { method: 'PATCH', path: '/me/messages/' },
    scope: 'Mail.ReadWrite',
    ...onMessage,
    bad: [...noMail, { message, read: 'yes' }],
    good: [{ message }],
  },
  {
    action: actionNamed('flag'),
    call: { method: 'PATCH', path: '/me/messages/' },
    scope: 'Mail.ReadWrite',
    onMail: true,
    input: (_, id) => ({ message: id, flag: 'flagged', due: '2030-01-02' }),
    bad: [...noMail, { message, flag: 'red' }, { message, due: 'Friday' }, { message, due: '2030-02-30' }],
    good: [{ message }, { message, flag: 'complete' }, { message, due: '2032-02-29' }],
  },
  {
    action: actionNamed('categorise'),
    call: { method: 'PATCH', path: '/me/messages/' },
    scope: 'Mail.ReadWrite',
    onMail: true,
    input: (_, id) => ({ message: id, add: ['Legal'] }),
    bad: [
      ...noMail,
      { message },
      { message, add: [' '] },
      { message, add: [text(256)] },
      { message, add: Array.from({ length: 26 }, (_, i) => `c${i}`) },
    ],
    good: [
      { message, add: [text(255)] },
      { message, remove: Array.from({ length: 25 }, (_, i) => `c${i}`) },
    ],
  },
  {
    action: actionNamed('changeMany'),
    call: { method: 'PATCH', path: '/me/messages/' },
    scope: 'Mail.ReadWrite',
    onMail: true,
    input: (_, id) => ({ messages: [id], change: { kind: 'flag', flag: 'flagged' } }),
    bad: [
      {},
      { messages: [], change: { kind: 'delete' } },
      { messages: Array.from({ length: 101 }, () => message), change: { kind: 'delete' } },
      { messages: [message] },
      { messages: [message], change: { kind: 'burn' } },
      { messages: [message], change: { kind: 'move' } },
      { messages: [text(1025)], change: { kind: 'delete' } },
    ],
    good: [
      { messages: Array.from({ length: 100 }, () => message), change: { kind: 'delete' } },
      { messages: [message], change: { kind: 'move', folder: 'archive' } },
    ],
  },
  {
    action: actionNamed('forwardMany'),
    call: { method: 'POST', path: '/createForward$' },
    scope: 'Mail.Send',
    onMail: true,
    input: ({ office }, id) => ({ messages: [id], to: somebody(office), text: 'Both' }),
    bad: [
      {},
      { messages: [], to: people(1) },
      { messages: [message], to: [] },
      { messages: Array.from({ length: 26 }, () => message), to: people(1) },
      { messages: [message], to: [{ address: 'nobody' }] },
      { messages: [message], to: people(1), text: text(200_001) },
    ],
    good: [{ messages: Array.from({ length: 25 }, () => message), to: people(500) }],
  },
  {
    action: actionNamed('saveAttachments'),
    call: { method: 'POST', path: 'createUploadSession$' },
    scope: 'Files.ReadWrite',
    ...onMessage,
    bad: [
      ...noMail,
      { message, attachments: [] },
      { message, attachments: Array.from({ length: 51 }, (_, i) => `a${i}`) },
      { message, to: { itemId: '' } },
    ],
    good: [{ message }, { message, attachments: Array.from({ length: 50 }, (_, i) => `a${i}`) }],
  },
  {
    action: actionNamed('toTask'),
    call: { method: 'POST', path: '/tasks$' },
    scope: 'Tasks.ReadWrite',
    ...onMessage,
    bad: [
      ...noMail,
      { message, title: ' ' },
      { message, title: text(256) },
      { message, due: '2030-02-30' },
      { message, note: text(50_001) },
      { message, attachments: Array.from({ length: 21 }, (_, i) => `a${i}`) },
    ],
    good: [
      { message, due: null },
      { message, title: text(255), note: text(50_000) },
    ],
  },
  {
    action: actionNamed('toChannel'),
    call: { method: 'POST', path: '/channels/[^/]+/messages$' },
    scope: 'ChannelMessage.Send',
    onMail: true,
    input: ({ channel }, id) => ({ message: id, to: channel }),
    bad: [
      ...noMail,
      { message },
      { message, to: { teamId: 't' } },
      { message, to: { teamId: 't', channelId: 'c' }, mode: 'all' },
      { message, to: { teamId: 't', channelId: 'c' }, comment: text(10_001) },
    ],
    good: [{ message, to: { teamId: 't', channelId: 'c' }, comment: text(10_000) }],
  },
];
