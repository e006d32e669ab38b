import { randomBytes, randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import { z } from 'zod';
import { reaches, roleOf } from '../graph/drive/access.ts';
import { fileUrl } from '../graph/drive/addresses.ts';
import { blobsOf } from '../graph/drive/blobs.ts';
import { uniqueId } from '../graph/drive/ids.ts';
import { driveTables, type ItemRow } from '../graph/drive/model.ts';
import { childNamed, freeName } from '../graph/drive/names.ts';
import { downloadUrl, uploadUrl } from '../graph/drive/tickets.ts';
import { liveItem, oneDriveOf, rootOf } from '../graph/drive/tree.ts';
import { ensureFolders } from '../graph/drive/write.ts';
import type { UserRow } from '../tenant/model.ts';
import type { ActivityAttachment } from './activities.ts';
import type { Place } from './conversations.ts';
import { TeamsFailure } from './failure.ts';
import type { MessageRow } from './tables.ts';
import type { Teams } from './teams.ts';

/** Files of chats. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */

export const fileInfoType = 'application/vnd.microsoft.teams.file.download.info';
export const consentCardType = 'application/vnd.microsoft.teams.card.file.consent';

const dayMs = 86_400_000;

/** 'docx' of 'Budget.docx' */
export const fileTypeOf = (name: string): string => extname(name).slice(1).toLowerCase();

export interface SentFile {
  item: ItemRow;
  /** As it stands in the message. */
  attachment: MessageRow['attachments'][number];
}

/**
 * The files that a person puts into a message: they have to be theirs to read. What is in their own OneDrive is shared with
 * everybody in the chat, as Teams does it.
 * @throws TeamsFailure 404 for what is not there or not theirs, 400 in a chat with an app that takes no files
 */
export function filesToSend(teams: Teams, place: Place, user: UserRow, itemIds: string[]): SentFile[] {
  const { tenant } = teams;
  if (itemIds.length > 0 && place.type === 'personal' && !teams.app.supportsFiles)
    throw new TeamsFailure(400, 'BadArgument', 'The app does not take files.');
  return itemIds.map((id) => {
    const item = liveItem(tenant, id);
    if (!item || item.isFolder || !reaches(roleOf(tenant, item, user.id), 'read'))
      throw new TeamsFailure(404, 'NotFound', 'The file was not found.');
    if (item.driveId === oneDriveOf(tenant, user.id)?.id) shareWith(teams, item, place.memberIds);
    const contentUrl = fileUrl(tenant, item);
    const { name } = item;
    return { item, attachment: { id: uniqueId(item.id).toLowerCase(), contentType: 'reference', contentUrl, name } };
  });
}

/** A link for the people in the chat. */
function shareWith({ tenant }: Teams, item: ItemRow, userIds: string[]): void {
  const { permissions } = driveTables(tenant);
  const others = userIds.filter((id) => !reaches(roleOf(tenant, item, id), 'write'));
  if (others.length === 0) return;
  permissions.put({
    id: randomUUID(),
    itemId: item.id,
    role: 'write',
    link: {
      type: 'edit',
      scope: 'users',
      token: `E${randomBytes(33).toString('base64url')}`,
      appId: tenant.aide.botId,
      hasPassword: false,
    },
    memberIds: others,
    createdDateTime: tenant.clock.now().toISOString(),
  });
}

/** A file as a bot gets it in a personal chat: with an address that opens it without a token. */
export const fileForBot = ({ tenant }: Teams, { item }: SentFile): ActivityAttachment => ({
  contentType: fileInfoType,
  contentUrl: fileUrl(tenant, item),
  name: item.name,
  content: {
    downloadUrl: downloadUrl(tenant, item.id),
    uniqueId: uniqueId(item.id),
    fileType: fileTypeOf(item.name),
  },
});

const consentCard = z.object({
  description: z.string().optional(),
  sizeInBytes: z.number().int().min(0),
  acceptContext: z.unknown().optional(),
  declineContext: z.unknown().optional(),
});

/**
 * What a client answers to a file consent card. Accepted, the file has a place in the person's OneDrive, which the bot may
 * upload to for a day.
 * @returns the value of the invoke 'fileConsent/invoke'
 * @throws TeamsFailure 400 when the message has no such card
 */
export function consentAnswer(teams: Teams, user: UserRow, message: MessageRow, action: 'accept' | 'decline') {
  const card = message.attachments.find(({ contentType }) => contentType === consentCardType);
  const { success, data } = consentCard.safeParse(card?.content);
  if (!card?.name || !success) throw new TeamsFailure(400, 'BadArgument', 'The message has no file consent card.');
  const answer = { type: 'fileUpload', action } as const;
  if (action === 'decline') return { ...answer, context: data.declineContext };
  return { ...answer, context: data.acceptContext, uploadInfo: uploadInfo(teams, user, card.name, data.sizeInBytes) };
}

function uploadInfo({ tenant, app }: Teams, user: UserRow, wanted: string, size: number) {
  const drive = oneDriveOf(tenant, user.id);
  if (!drive) throw new TeamsFailure(400, 'BadArgument', 'The person has no OneDrive.');
  const actor = { userId: user.id, appId: app.botId };
  const folder = ensureFolders(tenant, rootOf(tenant, drive), ['Applications'], actor);
  const name = childNamed(tenant, folder.id, wanted) ? freeName(tenant, folder.id, wanted) : wanted;
  const session = driveTables(tenant).uploads.put({
    id: randomUUID(),
    driveId: drive.id,
    parentId: folder.id,
    name,
    conflictBehavior: 'rename',
    blob: blobsOf(tenant).create(),
    received: 0,
    total: size,
    deferCommit: false,
    expirationDateTime: new Date(tenant.clock.now().getTime() + dayMs).toISOString(),
    actor,
  });
  return {
    contentUrl: `${fileUrl(tenant, folder)}/${encodeURIComponent(name)}`,
    name,
    uploadUrl: uploadUrl(tenant, session.id, dayMs),
    // The file is not there yet; its place is.
    uniqueId: session.id,
    fileType: fileTypeOf(name),
  };
}
