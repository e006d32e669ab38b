import type { Access, File } from '@aide/contracts/files';
import { confirmReply } from '../../chat/confirm.ts';
import { doneReply, endedReply } from '../../chat/outcome.ts';
import { line } from '../../chat/parts.ts';
import { runOfTurn } from '../../chat/turn-operation.ts';
import { plainWords } from '../../chat/words.ts';
import { AideError } from '../../errors.ts';
import type { Reply } from '../chat.ts';
import type { Context } from '../feature.ts';
import { typeReply, whichReply } from './cards/ask.ts';
import { fileReply } from './cards/file.ts';
import { accessReply, shareReply, whichAccessReply } from './cards/share.ts';
import { changeAccessAction } from './change-access.ts';
import { copyAction } from './copy.ts';
import { deleteAction } from './delete.ts';
import { findFile } from './find.ts';
import { refOf } from './item.ts';
import { linkAction } from './link.ts';
import { moveAction, renameAction } from './move.ts';
import { peopleFor } from './people-for.ts';
import { accessQuery } from './permissions.ts';
import { postFile } from './post-chat.ts';
import { receivedFiles } from './received.ts';
import { revokeAction } from './revoke.ts';
import type { Wish } from './wish.ts';

/** One step further: which file, then with whom or where to, then what is to be confirmed. What is known waits in a draft meanwhile. */
export async function proceed(ctx: Context, wish: Wish): Promise<Reply> {
  const found = await fileFor(ctx, wish);
  return 'ask' in found ? found.ask : steps[wish.do](ctx, { ...wish, file: found.file }, found.file);
}

type Step = (ctx: Context, wish: Wish, file: File) => Promise<Reply>;

const steps: Record<Wish['do'], Step> = {
  show: async (ctx, wish, file) =>
    fileReply(file, await ctx.drafts.put({ file, sentence: wish.sentence }), await ctx.profile()),
  share,
  link,
  access: async (ctx, wish, file) => {
    const { access } = await accessQuery.run(ctx, { file: refOf(file) });
    return accessReply(file, access, await ctx.drafts.put({ file, access, sentence: wish.sentence }));
  },
  revoke,
  changeAccess,
  post: postFile,
  copy: (ctx, wish, file) =>
    toFolder(ctx, wish, 'Copy it', async (to) =>
      ctx.operations.propose(copyAction, {
        file: refOf(file),
        to: { ...(to.driveId ? { driveId: to.driveId } : {}), itemId: to.itemId },
      }),
    ),
  move: (ctx, wish, file) =>
    toFolder(ctx, wish, 'Move it', async (to) => {
      if (to.driveId !== file.driveId) throw otherDrive();
      return ctx.operations.propose(moveAction, { file: refOf(file), to: { itemId: to.itemId } });
    }),
  rename: async (ctx, wish, file) => {
    if (wish.name === undefined) {
      const draft = await ctx.drafts.put({ wish });
      return typeReply(
        `What should “${file.name}” be called?`,
        { id: 'name', label: 'New name', placeholder: file.name },
        'Rename it',
        'files.name',
        { draft },
      );
    }
    const name = keepExtension(wish.name, file);
    return confirmReply(await ctx.operations.propose(renameAction, { file: refOf(file), name }), 'Rename it');
  },
  delete: async (ctx, _wish, file) =>
    confirmReply(await ctx.operations.propose(deleteAction, { file: refOf(file) }), 'Delete it'),
};

/** "rename the budget deck to Budget final": it stays what it is. */
const keepExtension = (name: string, file: File): string => {
  const extension = file.kind === 'file' ? (/\.[\p{L}\p{N}]{1,8}$/u.exec(file.name)?.[0] ?? '') : '';
  return extension && !/\.[\p{L}][\p{L}\p{N}]{1,7}$/u.test(name) ? `${name}${extension}` : name;
};

async function fileFor(ctx: Context, wish: Wish): Promise<{ file: File } | { ask: Reply }> {
  if (wish.file) return { file: wish.file };
  if (wish.wanted) return findFile(ctx, wish.wanted, wish);
  const received = await receivedFiles(ctx);
  if (received.length === 1) return { file: received[0]! };
  if (received.length > 1) {
    const reader = await ctx.profile();
    const draft = await ctx.drafts.put({ wish, files: received });
    return {
      ask: whichReply({
        text: 'this',
        files: received.slice(0, 5),
        found: true,
        everywhere: true,
        draft,
        reader,
        folders: false,
      }),
    };
  }
  const draft = await ctx.drafts.put({ wish });
  const input = { id: 'file', label: 'Its name, or part of it', placeholder: 'budget deck' };
  return { ask: typeReply('Which file?', input, 'Find it', 'files.named', { draft }) };
}

async function share(ctx: Context, wish: Wish, file: File): Promise<Reply> {
  const known = await peopleFor(ctx, wish, `With whom should “${line(file.name)}” be shared?`);
  if ('ask' in known) return known.ask;
  return shareReply(known.wish, file, await ctx.drafts.put({ wish: known.wish }));
}

/**
 * A link for the organisation is made at once: it tells nobody, gives nobody anything before it is passed on, and undo takes it away
 * without a trace. One that works for anyone is asked for first.
 */
async function link(ctx: Context, wish: Wish, file: File): Promise<Reply> {
  const input = {
    file: refOf(file),
    role: wish.role ?? ('view' as const),
    scope: wish.scope ?? ('organization' as const),
    ...(wish.expires ? { expires: wish.expires } : {}),
  };
  if (input.scope === 'anonymous')
    return confirmReply(await ctx.operations.propose(linkAction, input), 'Make the link');
  const operation = await runOfTurn(ctx, linkAction, input);
  return operation.state === 'done' ? doneReply(operation) : endedReply(operation, wish.sentence);
}

async function revoke(ctx: Context, wish: Wish, file: File): Promise<Reply> {
  const { access } = await accessQuery.run(ctx, { file: refOf(file) });
  const theirs = access
    .filter(({ role }) => role !== 'owner')
    .filter((one) =>
      isTheirs(
        one,
        wish.people.map((p) => p.who?.address ?? p.name),
      ),
    );
  const draft = await ctx.drafts.put({ file, access: theirs, sentence: wish.sentence });
  const [only, ...others] = theirs;
  if (only && others.length === 0 && wish.people.length > 0) return proposeRevoke(ctx, file, only);
  if (only) return whichAccessReply(file, theirs, draft);
  return accessReply(file, access, await ctx.drafts.put({ file, access, sentence: wish.sentence }));
}

/** What one person may do; whoever has no access of their own is shared with instead. */
async function changeAccess(ctx: Context, wish: Wish, file: File): Promise<Reply> {
  const { access } = await accessQuery.run(ctx, { file: refOf(file) });
  const named = wish.people.map((p) => p.who?.address ?? p.name);
  const [only, ...others] = access.filter((one) => one.kind === 'person' && isTheirs(one, named));
  if (!only || others.length > 0 || wish.people.length !== 1) return share(ctx, { ...wish, do: 'share' }, file);
  const input = { file: refOf(file), permissionId: only.permissionId, role: wish.role ?? ('view' as const) };
  return confirmReply(await ctx.operations.propose(changeAccessAction, input), 'Change it');
}

/** Is it the access of one of these, by name or address? Nobody named: all of it. */
const isTheirs = ({ people }: Access, named: string[]): boolean =>
  named.length === 0 ||
  named.some((name) =>
    people.some((p) => {
      const words = plainWords(`${p.name} ${p.address ?? ''}`);
      return (
        p.address?.toLowerCase() === name.toLowerCase() ||
        plainWords(name).every((part) => words.some((w) => w.startsWith(part)))
      );
    }),
  );

export async function proposeRevoke(ctx: Context, file: File, { permissionId, kind }: Access): Promise<Reply> {
  const operation = await ctx.operations.propose(revokeAction, { file: refOf(file), permissionId });
  return confirmReply(operation, kind === 'link' ? 'Delete the link' : 'Stop sharing');
}

/** Which folder, and then what is proposed for it. */
async function toFolder(
  ctx: Context,
  wish: Wish,
  label: string,
  propose: (to: File) => ReturnType<Context['operations']['propose']>,
): Promise<Reply> {
  if (!wish.to && !wish.toFolder) {
    const draft = await ctx.drafts.put({ wish });
    return typeReply(
      'Into which folder?',
      { id: 'folder', label: 'Name of the folder', placeholder: 'Reports' },
      label,
      'files.folder',
      { draft },
    );
  }
  const found = wish.toFolder
    ? { file: wish.toFolder }
    : isTop(wish)
      ? { file: top }
      : await findFile(ctx, wish.to!, wish);
  return 'ask' in found ? found.ask : confirmReply(await propose(found.file), label);
}

const top: File = { itemId: 'root', name: 'Your OneDrive', kind: 'folder', where: 'Your OneDrive' };
const isTop = ({ to }: Wish) =>
  /^(?:my )?(?:one ?drive|root|top|(?:the )?top of my (?:one ?drive|files)|my files)$/iu.test(to?.text ?? '');

const otherDrive = () =>
  new AideError('invalid_input', {
    userMessage: 'Microsoft 365 moves files within one OneDrive or library only.',
    remedy: 'Copy it there instead, then delete the original.',
  });
