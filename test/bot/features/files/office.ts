import assert from 'node:assert/strict';
import type { DriveItem, Permission } from '@microsoft/microsoft-graph-types';
import { AideError } from '../../../../bot/errors.ts';
import type { Context } from '../../../../bot/features/feature.ts';
import { files } from '../../../../bot/features/files/index.ts';
import { uploadFile } from '../../../../bot/graph/upload.ts';
import { type Office as AnyOffice, createOffice as createAnyOffice } from '../office.ts';

/** The feature at work, and files to try it on. */
export interface Office extends AnyOffice {
  /** Puts a file into somebody's OneDrive. @param path 'Reports/Budget deck.pptx' */
  put(ctx: Context, name: string, content?: string): Promise<{ itemId: string }>;
  item(name: string, id: string): Promise<DriveItem>;
  permissions(name: string, id: string): Promise<Permission[]>;
  /** Leaves Aide with these scopes alone. */
  onlyConsent(...scopes: string[]): void;
  /** All that the feature may ask for. */
  consentAll(): void;
}

export async function createOffice(): Promise<Office> {
  const office = await createAnyOffice(files, ['Files.ReadWrite.All', 'Sites.ReadWrite.All', 'Chat.ReadWrite']);
  return {
    ...office,
    async put(ctx, name, content = name) {
      const bytes = Buffer.from(content);
      const item = await uploadFile(ctx.graph, { name }, bytes, { size: bytes.length, conflictBehavior: 'replace' });
      return { itemId: item.id ?? '' };
    },
    item: (name, id) => office.graphAs(name, 'GET', `/me/drive/items/${id}`),
    permissions: async (name, id) =>
      (await office.graphAs<{ value: Permission[] }>(name, 'GET', `/me/drive/items/${id}/permissions`)).value,
    onlyConsent: (...scopes) => office.consent([...scopes, 'User.Read', 'MailboxSettings.Read']),
    consentAll: () => office.consent(Object.keys(files.reasons)),
  };
}

export async function code(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    assert(error instanceof AideError, String(error));
    return error.code;
  }
  return 'nothing';
}
