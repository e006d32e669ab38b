import { plainText } from '../../teams/activities.ts';
import type { MessageRow } from '../../teams/tables.ts';
import type { Teams } from '../../teams/teams.ts';

/** Characters of a message that its quote shows. */
const most = 256;

/**
 * What an answer carries of the message that it answers.
 * https://learn.microsoft.com/graph/api/resources/chatmessageattachment: contentType messageReference
 */
export const quoteOf = (teams: Teams, row: MessageRow) => ({
  contentType: 'messageReference',
  content: {
    messageId: row.id,
    messagePreview: Array.from(plainText(row)).slice(0, most).join(''),
    messageSender: {
      application:
        row.from.kind === 'bot'
          ? { applicationIdentityType: 'bot', id: row.from.id, displayName: teams.app.displayName }
          : null,
      device: null,
      user:
        row.from.kind === 'user'
          ? {
              userIdentityType: 'aadUser',
              id: row.from.id,
              displayName: teams.tenant.tables.users.get(row.from.id)?.displayName ?? null,
            }
          : null,
    },
  },
});
