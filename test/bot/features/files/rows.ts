import type { Action, Context } from '../../../../bot/features/feature.ts';
import { changeAccessAction } from '../../../../bot/features/files/change-access.ts';
import { copyAction } from '../../../../bot/features/files/copy.ts';
import { createFolderAction } from '../../../../bot/features/files/create-folder.ts';
import { deleteAction } from '../../../../bot/features/files/delete.ts';
import { linkAction } from '../../../../bot/features/files/link.ts';
import { moveAction, renameAction } from '../../../../bot/features/files/move.ts';
import { postAction } from '../../../../bot/features/files/post.ts';
import { revokeAction } from '../../../../bot/features/files/revoke.ts';
import { shareAction } from '../../../../bot/features/files/share.ts';
import { uploadAction } from '../../../../bot/features/files/upload.ts';
import { beginUpload, receivePart } from '../../../../bot/features/files/uploads.ts';
import type { Office } from './office.ts';

// biome-ignore lint/suspicious/noExplicitAny: actions of every shape
type AnyAction = Action<any, any>;
export interface FileAt {
  driveId?: string;
  itemId: string;
}

/** A write, with what to try it on. */
export interface Row {
  action: AnyAction;
  /** Something new that it can be done with. */
  input(ctx: Context, file: FileAt): Promise<Record<string, unknown>>;
  /** The call that writes. */
  call: { method: string; path: string };
  /** The permission without which it does not go: the one that is asked for. */
  scope: string;
  /** It is done with a file that is there already. */
  onFile: boolean;
  /** What those get who may only read the file, and see nobody's access but their own; absent: it goes. */
  readOnly?: 'forbidden' | 'not_found';
  /** What it gets while somebody else has the file checked out; absent: it goes. */
  checkedOut?: 'conflict';
  /** After a crash behind the write: found again, to be repeated without harm, or not known. */
  afterwards: ('done' | 'repeat' | 'unknown')[];
}

let count = 0;
export const nextName = (what: string, extension = 'docx'): string => `${what} ${count++}.${extension}`;

/** The permission that somebody has on the file, for the rows that change one. */
async function permissionFor(office: Office, ctx: Context, file: FileAt, name: string): Promise<string> {
  const people = [{ address: office.address(name), name }];
  const done = await ctx.operations.run(
    shareAction,
    { file, people, role: 'view', notify: false },
    crypto.randomUUID(),
  );
  return done.receipt!.result.granted[0]!.permissionId;
}

/** Every write of the feature. */
export function rowsOf(office: Office): Row[] {
  const folder = async (ctx: Context) => {
    const done = await ctx.operations.run(createFolderAction, { name: nextName('Folder', 'd') }, crypto.randomUUID());
    return { itemId: done.receipt!.result.file!.itemId };
  };
  const someone = (name: string) => ({ address: office.address(name), name });
  const about = { onFile: true, readOnly: 'forbidden', checkedOut: undefined } as const;
  const write = 'Files.ReadWrite';
  return [
    {
      ...about,
      action: shareAction,
      input: async (_, file) => ({ file, people: [someone('Lee Gu')], role: 'view', notify: false }),
      call: { method: 'POST', path: '/invite$' },
      scope: write,
      afterwards: ['done', 'repeat'],
    },
    {
      ...about,
      action: linkAction,
      input: async (_, file) => ({ file }),
      call: { method: 'POST', path: '/createLink$' },
      scope: write,
      afterwards: ['done', 'repeat'],
    },
    {
      ...about,
      action: changeAccessAction,
      input: async (ctx, file) => ({
        file,
        permissionId: await permissionFor(office, ctx, file, 'Joni Sherman'),
        role: 'edit',
      }),
      call: { method: 'PATCH', path: '/permissions/' },
      scope: write,
      readOnly: 'not_found',
      afterwards: ['done', 'repeat'],
    },
    {
      ...about,
      action: revokeAction,
      input: async (ctx, file) => ({ file, permissionId: await permissionFor(office, ctx, file, 'Joni Sherman') }),
      call: { method: 'DELETE', path: '/permissions/' },
      scope: write,
      readOnly: 'not_found',
      afterwards: ['done'],
    },
    {
      ...about,
      action: postAction,
      input: async (_, file) => ({
        file,
        to: { people: [{ id: office.sandbox.person('Lee Gu').id, name: 'Lee Gu' }] },
      }),
      call: { method: 'POST', path: '/invite$' },
      scope: 'ChatMessage.Send',
      afterwards: ['done'],
    },
    {
      ...about,
      action: copyAction,
      input: async (ctx, file) => ({ file, to: await folder(ctx) }),
      call: { method: 'POST', path: '/copy$' },
      scope: write,
      readOnly: undefined,
      afterwards: ['done'],
    },
    {
      ...about,
      action: moveAction,
      input: async (ctx, file) => ({ file, to: await folder(ctx) }),
      call: { method: 'PATCH', path: '/items/' },
      scope: write,
      checkedOut: 'conflict',
      afterwards: ['done', 'repeat'],
    },
    {
      ...about,
      action: renameAction,
      input: async (_, file) => ({ file, name: nextName('Renamed') }),
      call: { method: 'PATCH', path: '/items/' },
      scope: write,
      checkedOut: 'conflict',
      afterwards: ['done', 'repeat'],
    },
    {
      ...about,
      action: createFolderAction,
      input: async () => ({ name: nextName('Made', 'd') }),
      call: { method: 'POST', path: '/children' },
      scope: write,
      onFile: false,
      afterwards: ['done', 'unknown'],
    },
    {
      ...about,
      action: deleteAction,
      input: async (_, file) => ({ file }),
      call: { method: 'DELETE', path: '/items/' },
      scope: write,
      checkedOut: 'conflict',
      afterwards: ['done', 'repeat'],
    },
    {
      ...about,
      action: uploadAction,
      input: async (ctx) => ({ upload: await uploadOf(ctx, nextName('Uploaded', 'bin')) }),
      call: { method: 'POST', path: '/_api/' },
      scope: write,
      onFile: false,
      afterwards: ['done'],
    },
  ];
}

/** An upload whose bytes are all there. */
export async function uploadOf(
  ctx: Context,
  name: string,
  { size = 100_000, ...more }: { size?: number; conflictBehavior?: 'fail' | 'replace' | 'rename' } = {},
): Promise<string> {
  const { upload } = await beginUpload(ctx, {
    to: { itemId: 'root' },
    name,
    size,
    conflictBehavior: 'fail',
    ...more,
  });
  const bytes = (async function* () {
    yield Buffer.alloc(size, 'u');
  })();
  await receivePart(ctx, upload, { from: 0, length: size, body: bytes });
  return upload;
}
