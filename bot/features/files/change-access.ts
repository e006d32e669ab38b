import { changeAccessInput, changeAccessOutput } from '@aide/contracts/files';
import type { Permission } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { AideError } from '../../errors.ts';
import { itemPath } from '../../graph/drive-path.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Action, Context } from '../feature.ts';
import { gone, isGone, refOf } from './item.ts';
import { accessOf, graphRole, readAccess, roleOf } from './permissions.ts';
import { writing } from './reach.ts';
import { writeScopes } from './scopes.ts';

type Output = z.output<typeof changeAccessOutput>;
type Target = { file: { driveId?: string; itemId: string }; permissionId: string };
const kept = z.object({ before: z.enum(['view', 'edit', 'owner']), who: z.string() });

export const changeAccessAction: Action<typeof changeAccessInput, Output> = {
  name: 'files.changeAccess',
  title: 'Change what somebody may do with a file',
  scopes: writeScopes,
  input: changeAccessInput,
  output: changeAccessOutput,

  async propose(ctx, input) {
    const { file, access } = await accessTo(ctx, input);
    return {
      title: `${who(access)}: ${input.role} “${file.name}”`,
      facts: [
        { title: 'Where', value: file.where },
        { title: 'Now', value: access.words },
        { title: 'Then', value: `can ${input.role}` },
      ],
      warnings: access.role === input.role ? ['That is so already.'] : [],
      undo: 'exact',
    };
  },

  async perform(ctx, input, _operation, memory) {
    const reader = await ctx.profile();
    return writing(ctx, input.file, async (graph) => {
      const permission = await readPermission(graph, input);
      const access = accessOf(permission, reader);
      refuse(access);
      const before = kept.safeParse(memory.kept).data ?? { before: access.role, who: who(access) };
      if (memory.kept === undefined) await memory.keep(before);
      if (roleOf(permission) !== input.role)
        await graph.patch(permissionPath(input), { roles: [graphRole[input.role]] }, { repeatable: true });
      return receiptOf(input, before);
    });
  },

  async recover(ctx, input, _operation, memory) {
    const before = kept.safeParse(memory.kept).data;
    if (!before) return 'repeat';
    const permission = await writing(ctx, input.file, (graph) => readPermission(graph, input));
    return roleOf(permission) === input.role ? { done: receiptOf(input, before) } : 'repeat';
  },

  async undo(ctx, input, { result }) {
    const { before } = result;
    await writing(ctx, input.file, async (graph) => {
      const now = roleOf(await readPermission(graph, input));
      if (now === before || before === 'owner') return;
      if (now !== result.role) throw changedSince();
      await graph.patch(permissionPath(input), { roles: [graphRole[before]] }, { repeatable: true });
    });
    return { summary: `The access is as it was: ${before === 'owner' ? 'owner' : `can ${before}`}` };
  },
};

const who = ({ people, kind, words }: ReturnType<typeof accessOf>) =>
  kind === 'link' ? words : (people[0]?.name ?? 'Somebody');

const receiptOf = (
  { file, permissionId, role }: Target & { role: 'view' | 'edit' },
  { before, who }: z.output<typeof kept>,
) => ({
  summary: `${who} can ${role} now`,
  warnings: [],
  links: [],
  undo: before === role ? ('none' as const) : ('exact' as const),
  result: { file: refOf(file), permissionId, role, before },
});

/** The file, and the way in which somebody has access to it, if it can be changed here. */
export async function accessTo(ctx: Context, { file: ref, permissionId }: Target) {
  const reader = await ctx.profile();
  const { file, access } = await writing(ctx, ref, (graph) => readAccess(graph, ref, reader));
  const found = access.find((one) => one.permissionId === permissionId);
  if (!found) throw noSuch();
  refuse(found);
  return { file, access: found };
}

export const permissionPath = ({ file, permissionId }: Target): string =>
  itemPath(file, 'permissions', encodeURIComponent(permissionId));

export async function readPermission(graph: Graph, target: Target): Promise<Permission> {
  try {
    return await graph.get<Permission>(permissionPath(target));
  } catch (error) {
    throw isGone(error) ? noSuch(error) : error;
  }
}

/** @throws AideError forbidden for the owner's and for what comes from above: both are not changed here */
export function refuse({ role, inherited }: Pick<ReturnType<typeof accessOf>, 'role' | 'inherited'>): void {
  if (role === 'owner')
    throw new AideError('forbidden', {
      userMessage: 'The owner’s access cannot be changed.',
      remedy: 'Move the file to another place if somebody else should own it.',
    });
  if (inherited)
    throw new AideError('forbidden', {
      userMessage: 'This access comes from the folder that the file is in.',
      remedy: 'Change it on the folder, or move the file out of it.',
    });
}

const noSuch = (cause?: unknown) =>
  new AideError(
    'not_found',
    {
      userMessage: 'This access is not there any more.',
      remedy: 'Look again at who has access to the file.',
    },
    { cause: cause ?? gone(undefined) },
  );

const changedSince = () =>
  new AideError('stale', {
    userMessage: 'Somebody has changed this access since.',
    remedy: 'Look at who has access to the file, and change it there.',
  });
