import { type Access, revokeInput, revokeOutput } from '@aide/contracts/files';
import { z } from 'zod';
import { names } from '../../chat/names.ts';
import { AideError } from '../../errors.ts';
import { itemPath } from '../../graph/drive-path.ts';
import type { Action } from '../feature.ts';
import { accessTo, permissionPath, readPermission, refuse } from './change-access.ts';
import { refOf } from './item.ts';
import { accessOf, graphRole } from './permissions.ts';
import { writing } from './reach.ts';
import { writeScopes } from './scopes.ts';

type Output = z.output<typeof revokeOutput>;
const kept = z.object({ words: z.string(), result: revokeOutput });

export const revokeAction: Action<typeof revokeInput, Output> = {
  name: 'files.revoke',
  title: 'Stop sharing a file',
  scopes: writeScopes,
  input: revokeInput,
  output: revokeOutput,

  async propose(ctx, input) {
    const { file, access } = await accessTo(ctx, input);
    const { kind, people, scope } = access;
    return {
      title:
        kind === 'link'
          ? `Delete a link to “${file.name}”`
          : `Stop sharing “${file.name}” with ${names(people.map((p) => p.name))}`,
      facts: [
        { title: 'Where', value: file.where },
        { title: 'Now', value: access.words },
      ],
      warnings:
        kind === 'link'
          ? [
              scope === 'users' && people.length > 1
                ? `The link stops working for all of them: ${names(
                    people.map((p) => p.name),
                    8,
                  )}.`
                : 'The link stops working for everybody who has it.',
            ]
          : [],
      ...undoOf(access),
    };
  },

  async perform(ctx, input, _operation, memory) {
    const reader = await ctx.profile();
    return writing(ctx, input.file, async (graph) => {
      const access = accessOf(await readPermission(graph, input), reader);
      refuse(access);
      const about = keptOf(input, access);
      // Who it was goes with it: kept first.
      await memory.keep(about);
      await graph.delete(permissionPath(input));
      return receiptOf(about, undoOf(access).undo);
    });
  },

  async recover(ctx, input, _operation, memory) {
    const about = kept.safeParse(memory.kept).data;
    if (!about) return 'repeat';
    try {
      await writing(ctx, input.file, (graph) => readPermission(graph, input));
      return 'repeat';
    } catch (error) {
      if (!(error instanceof AideError && error.code === 'not_found')) throw error;
      return { done: receiptOf(about, about.result.people.length > 0 ? 'compensating' : 'none') };
    }
  },

  async undo(ctx, { file }, { result }) {
    if (result.people.length === 0)
      throw new AideError('cannot_undo', {
        userMessage: 'A link that was deleted cannot come back.',
        remedy: 'Make a new link; its address is another one.',
      });
    const again = {
      recipients: result.people.map(({ address }) => ({ email: address })),
      roles: [graphRole[result.role]],
      requireSignIn: true,
      sendInvitation: false,
    };
    // Asked twice it gives no second permission.
    await writing(ctx, file, (graph) => graph.post(itemPath(file, 'invite'), again, { repeatable: true }));
    return { summary: `${names(result.people.map((p) => p.name ?? p.address))} can ${result.role} it again` };
  },
};

const undoOf = ({ kind, people }: Pick<Access, 'kind' | 'people'>) =>
  kind !== 'link' && people.every(({ address }) => address !== undefined)
    ? ({ undo: 'compensating', remains: 'They get the same access again, as a new one; nobody is told.' } as const)
    : ({ undo: 'none', remains: 'A new link has another address.' } as const);

function keptOf(input: z.output<typeof revokeInput>, access: Access): z.output<typeof kept> {
  const { kind, people, role, words } = access;
  const again = kind === 'link' ? [] : people.flatMap(({ name, address }) => (address ? [{ name, address }] : []));
  return {
    words: kind === 'link' ? words : names(people.map((p) => p.name)),
    result: {
      file: refOf(input.file),
      permissionId: input.permissionId,
      role: role === 'edit' ? 'edit' : 'view',
      people: again,
    },
  };
}

const receiptOf = ({ words, result }: z.output<typeof kept>, undo: 'compensating' | 'none') => ({
  summary: result.people.length > 0 ? `${words} no longer has this access` : `Deleted the link: ${words}`,
  warnings: [],
  links: [],
  undo,
  result,
});
