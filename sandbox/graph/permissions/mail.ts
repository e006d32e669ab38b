import { readable } from './common.ts';
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
const attachment = (permission: Permission): Permission => ({
  ...permission,
  source: 'https://learn.microsoft.com/graph/api/attachment-get',
});
const replyAll: Permission = { ...send, source: 'https://learn.microsoft.com/graph/api/message-replyall' };

/** The same messages are found by two paths. */
const messagesUnder = (path: string): Record<string, Permission> => ({
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
  'POST {user}/messages/{message}/send': send,
  'GET {user}/messages/{message}/$value': mime,
  'POST {user}/sendMail': send,
  'POST {user}/translateExchangeIds': {
    delegated: ['User.Read', 'User.ReadBasic.All', 'User.ReadWrite', 'User.Read.All', 'User.ReadWrite.All'],
    application: ['User.Read.All', 'User.ReadWrite.All'],
  },
  'GET {user}/messages/{message}/attachments': read,
  'POST {user}/messages/{message}/attachments': write,
  'POST {user}/messages/{message}/attachments/createUploadSession': write,
  'GET {user}/messages/{message}/attachments/{attachment}': attachment(read),
  'GET {user}/messages/{message}/attachments/{attachment}/$value': attachment(read),
  'DELETE {user}/messages/{message}/attachments/{attachment}': attachment(write),
  'GET {user}/mailFolders/{folder}/messages/delta': readBasic,
  ...readable('{user}/mailFolders', readBasic),
  'GET {user}/mailFolders/delta': readBasic,
  'POST {user}/mailFolders': write,
  'GET {user}/mailFolders/{folder}': readBasic,
  'PATCH {user}/mailFolders/{folder}': write,
  'DELETE {user}/mailFolders/{folder}': write,
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
