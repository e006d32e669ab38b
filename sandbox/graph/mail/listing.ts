import type { GraphCall } from '../area.ts';
import type { EmailAddress } from '../calendar/model.ts';
import { itemDataFacts, itemDataTables } from '../item-data/index.ts';
import type { Listing } from '../listing.ts';
import { attachmentsOf } from './attachments.ts';
import { computedOf } from './computed.ts';
import { conversationId } from './ids.ts';
import { type FolderRow, type MailRow, mailTables } from './model.ts';
import { idOf, renderMessage, viewOf } from './render.ts';
import { mailMatcher } from './search.ts';
import { messagesIn } from './search-folders.ts';

const recipient = (emailAddress: EmailAddress | null) => emailAddress && { emailAddress };

/** The messages of a folder, or of all folders, the newest first; those that a $search finds. */
export function messageListing(call: GraphCall, folder: FolderRow | undefined): Listing<MailRow> {
  const { tenant, user, query } = call;
  const { messages } = mailTables(tenant);
  const view = viewOf(call);
  return {
    tables: ['mail.messages', 'mail.attachments', ...(folder?.search ? ['mail.folders'] : []), ...itemDataTables],
    scope: JSON.stringify([user.id, folder?.id, view]),
    rows() {
      const all = folder ? messagesIn(tenant, folder) : messages.by('mailbox', user.id);
      const found = query.search === undefined ? all : all.filter(mailMatcher(tenant, query.search));
      return found.sort((a, b) =>
        a.receivedDateTime < b.receivedDateTime ? 1 : a.receivedDateTime > b.receivedDateTime ? -1 : 0,
      );
    },
    render: (row) => renderMessage(tenant, row, view),
    facts: {
      ...itemDataFacts<MailRow>(tenant, (row) => computedOf(tenant, row)),
      id: (row) => idOf(row, view),
      receivedDateTime: (row) => row.receivedDateTime,
      sentDateTime: (row) => row.sentDateTime,
      createdDateTime: (row) => row.createdDateTime,
      lastModifiedDateTime: (row) => row.lastModifiedDateTime,
      subject: (row) => row.subject,
      importance: (row) => row.importance,
      inferenceClassification: (row) => row.inferenceClassification,
      internetMessageId: (row) => row.internetMessageId,
      conversationId: (row) => conversationId(row.mailboxId, row.thread),
      parentFolderId: (row) => row.folderId,
      isRead: (row) => row.isRead,
      isDraft: (row) => row.isDraft,
      categories: (row) => row.categories,
      flag: (row) => row.flag,
      from: (row) => recipient(row.from),
      sender: (row) => recipient(row.sender),
      hasAttachments: (row) => attachmentsOf(tenant, row.id).some((a) => !a.isInline),
    },
  };
}
