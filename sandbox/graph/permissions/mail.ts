import { attachmentsUnder, extensionsUnder, readable } from './common.ts';
import type { Permission } from './permission.ts';

/** Somebody else's mailbox is open to a person only when it was shared with them, and with a .Shared permission. */
const shared = (read: Permission, others: string[]): Permission => ({ ...read, others, onlyShared: true });

const readBasic = shared(
  {
    delegated: ['Mail.ReadBasic', 'Mail.Read', 'Mail.ReadWrite', 'Mail.Read.Shared', 'Mail.ReadWrite.Shared'],
    application: ['Mail.ReadBasic.All', 'Mail.Read', 'Mail.ReadWrite'],
  },
  ['Mail.Read.Shared', 'Mail.ReadWrite.Shared'],
);
const read = shared(
  {
    delegated: ['Mail.Read', 'Mail.ReadWrite', 'Mail.Read.Shared', 'Mail.ReadWrite.Shared'],
    application: ['Mail.Read', 'Mail.ReadWrite'],
  },
  ['Mail.Read.Shared', 'Mail.ReadWrite.Shared'],
);
const write = shared({ delegated: ['Mail.ReadWrite', 'Mail.ReadWrite.Shared'], application: ['Mail.ReadWrite'] }, [
  'Mail.ReadWrite.Shared',
]);
/** On behalf of somebody else there is no sending here: nobody has given anybody the right to. */
const send: Permission = { delegated: ['Mail.Send'], others: [], application: ['Mail.Send'] };
const categories = (verb: 'Read' | 'ReadWrite'): Permission => {
  const any = verb === 'Read' ? ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'] : ['MailboxSettings.ReadWrite'];
  return { delegated: any, others: [], application: any };
};
const mime: Permission = { ...read, source: 'https://learn.microsoft.com/graph/api/message-get' };
const api = (page: string) => `https://learn.microsoft.com/graph/api/${page}`;
/** Rules and categories belong to the settings of a mailbox. */
const rules = (verb: 'Read' | 'ReadWrite'): Permission => ({
  ...categories(verb),
  source: api('resources/messagerule'),
});
const replyAll: Permission = { ...send, source: 'https://learn.microsoft.com/graph/api/message-replyall' };

/** Who answers an invitation changes the calendar. */
const answering: Permission = {
  delegated: ['Calendars.ReadWrite'],
  others: [],
  application: ['Calendars.ReadWrite'],
};
/** Tips are of the addresses, not of the mailbox that asks. */
const tips: Permission = {
  delegated: ['Mail.Read', 'Mail.ReadWrite', 'Mail.Read.Shared', 'Mail.ReadWrite.Shared', 'MailTips.ReadBasic.Shared'],
  others: ['Mail.Read.Shared', 'Mail.ReadWrite.Shared', 'MailTips.ReadBasic.Shared'],
  application: ['Mail.Read', 'Mail.ReadWrite', 'MailTips.ReadBasic.All'],
};
/** A folder in a folder is the same folder: what the reference says of some of its paths is true of all. */
const nested = (all: Record<string, Permission>, page: string): Record<string, Permission> =>
  Object.fromEntries(Object.entries(all).map(([key, permission]) => [key, { source: api(page), ...permission }]));

/** The same messages are found by several paths. */
const messagesUnder = (path: string): Record<string, Permission> => ({
  [`GET ${path}/{message}/$value`]: mime,
  [`POST ${path}/{message}/permanentDelete`]: { ...write, source: api('message-permanentdelete') },
  [`POST ${path}/{message}/send`]: { ...send, source: api('message-send') },
  ...attachmentsUnder(`${path}/{message}`, read, write),
  ...extensionsUnder(`${path}/{message}`, read, write),
  ...readable(path, readBasic),
  [`POST ${path}`]: write,
  [`GET ${path}/{message}`]: readBasic,
  [`PATCH ${path}/{message}`]: write,
  [`DELETE ${path}/{message}`]: write,
  [`POST ${path}/{message}/move`]: write,
  [`POST ${path}/{message}/copy`]: write,
  [`POST ${path}/{message}/createReply`]: write,
  [`POST ${path}/{message}/createReplyAll`]: write,
  [`POST ${path}/{message}/createForward`]: write,
  [`POST ${path}/{message}/reply`]: send,
  [`POST ${path}/{message}/replyAll`]: replyAll,
  [`POST ${path}/{message}/forward`]: send,
});

/** Messages, folders, attachments and categories of a mailbox. */
export const mailPermissions: Record<string, Permission> = {
  ...messagesUnder('{user}/messages'),
  ...messagesUnder('{user}/mailFolders/{folder}/messages'),
  'POST {user}/sendMail': send,
  'POST {user}/translateExchangeIds': {
    delegated: ['User.Read', 'User.ReadBasic.All', 'User.ReadWrite', 'User.Read.All', 'User.ReadWrite.All'],
    application: ['User.Read.All', 'User.ReadWrite.All'],
  },
  ...nested(messagesUnder('{user}/mailFolders/{parent}/childFolders/{folder}/messages'), 'message-get'),
  ...Object.fromEntries(
    ['eventMessage', 'eventMessageRequest', 'eventMessageResponse'].flatMap((type) => {
      const path = `{user}/messages/{message}/microsoft.graph.${type}/event`;
      return [
        [`GET ${path}`, { ...readBasic, source: api('eventmessage-get') }],
        ...['accept', 'tentativelyAccept', 'decline'].map((answer) => [
          `POST ${path}/${answer}`,
          { ...answering, source: api(`event-${answer.toLowerCase()}`) },
        ]),
      ];
    }),
  ),
  'POST {user}/getMailTips': tips,
  'GET {user}/inferenceClassification/overrides': {
    ...read,
    others: [],
    source: api('inferenceclassification-list-overrides'),
  },
  'POST {user}/inferenceClassification/overrides': {
    ...write,
    others: [],
    source: api('inferenceclassification-post-overrides'),
  },
  'PATCH {user}/inferenceClassification/overrides/{override}': { ...write, others: [] },
  'DELETE {user}/inferenceClassification/overrides/{override}': { ...write, others: [] },
  'GET {user}/mailFolders/{folder}/messageRules': rules('Read'),
  'POST {user}/mailFolders/{folder}/messageRules': rules('ReadWrite'),
  'GET {user}/mailFolders/{folder}/messageRules/{rule}': rules('Read'),
  'PATCH {user}/mailFolders/{folder}/messageRules/{rule}': rules('ReadWrite'),
  'DELETE {user}/mailFolders/{folder}/messageRules/{rule}': rules('ReadWrite'),
  'GET {user}/mailFolders/{folder}/messages/delta': readBasic,
  ...readable('{user}/mailFolders', readBasic),
  'GET {user}/mailFolders/delta': readBasic,
  'POST {user}/mailFolders': write,
  'GET {user}/mailFolders/{folder}': readBasic,
  'PATCH {user}/mailFolders/{folder}': write,
  'DELETE {user}/mailFolders/{folder}': write,
  'POST {user}/mailFolders/{folder}/permanentDelete': { ...write, source: api('mailfolder-permanentdelete') },
  ...nested(
    {
      'GET {user}/mailFolders/{parent}/childFolders/{folder}': readBasic,
      'PATCH {user}/mailFolders/{parent}/childFolders/{folder}': write,
      'DELETE {user}/mailFolders/{parent}/childFolders/{folder}': write,
    },
    'mailfolder-get',
  ),
  'POST {user}/mailFolders/{folder}/move': write,
  'POST {user}/mailFolders/{folder}/copy': write,
  ...readable('{user}/mailFolders/{folder}/childFolders', readBasic),
  'POST {user}/mailFolders/{folder}/childFolders': write,
  'GET {user}/outlook/masterCategories': categories('Read'),
  'POST {user}/outlook/masterCategories': categories('ReadWrite'),
  'GET {user}/outlook/masterCategories/{category}': categories('Read'),
  'PATCH {user}/outlook/masterCategories/{category}': categories('ReadWrite'),
  'DELETE {user}/outlook/masterCategories/{category}': categories('ReadWrite'),
};
