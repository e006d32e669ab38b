import type { GraphCall } from '../area.ts';
import { type ItemData, keepItemData, splitItemData } from '../item-data/index.ts';
import { addAttachment } from './attachments.ts';
import { send } from './deliver.ts';
import { type MessageInput, readMessage } from './input.ts';
import { createDraft, eraseMessage } from './messages.ts';
import { readMime } from './mime-input.ts';
import type { FolderRow, MailRow } from './model.ts';

/** What a request says of a message, and what apps put at it. */
export interface Written {
  input: MessageInput;
  data: ItemData;
}

const nothing: ItemData = { extensions: [], single: [], multiple: [] };

/** A message as JSON, or as MIME. @throws GraphFailure 400 for a body that is neither */
export async function readWritten(body: unknown): Promise<Written> {
  if (typeof body === 'string') return { input: await readMime(body), data: nothing };
  const { rest, data } = splitItemData(body);
  return { input: readMessage(rest), data };
}

/** A new draft with everything that was said of it; nothing is left of one that was refused in the middle. */
export async function draftOf({ tenant, user }: GraphCall, written: Written, folder?: FolderRow): Promise<MailRow> {
  const draft = createDraft(tenant, user, written.input, folder);
  await complete(draft, { tenant }, written);
  return draft;
}

/** Attaches what a draft was given, or takes the draft away. */
export async function complete(
  draft: MailRow,
  { tenant }: Pick<GraphCall, 'tenant'>,
  { input, data }: Written,
): Promise<void> {
  try {
    for (const attachment of input.attachments ?? [])
      await addAttachment(tenant, { owner: draft.id, idBase: draft.id }, attachment);
    keepItemData(tenant, draft.id, data);
  } catch (error) {
    await eraseMessage(tenant, draft);
    throw error;
  }
}

/** @param keep false: nothing of it stays with the sender */
export async function sendOrErase({ tenant }: GraphCall, draft: MailRow, keep = true): Promise<void> {
  try {
    await send(tenant, draft, keep);
  } catch (error) {
    await eraseMessage(tenant, draft);
    throw error;
  }
}
