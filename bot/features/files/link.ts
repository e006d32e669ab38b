import { linkInput, linkOutput } from '@aide/contracts/files';
import type { Permission } from '@microsoft/microsoft-graph-types';
import type { z } from 'zod';
import { AideError } from '../../errors.ts';
import { itemPath } from '../../graph/drive-path.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Action } from '../feature.ts';
import { readFile, refOf, unlessGone } from './item.ts';
import { accessOf, dayOf, readBoth, roleOf, snapshot, snapshotOf } from './permissions.ts';
import { writing } from './reach.ts';
import { writeScopes } from './scopes.ts';

type Input = z.output<typeof linkInput>;
type Output = z.output<typeof linkOutput>;

const audience = { anonymous: 'anyone', organization: 'people in your organisation', users: 'certain people' };

export const linkAction: Action<typeof linkInput, Output> = {
  name: 'files.link',
  title: 'Make a link to a file',
  scopes: writeScopes,
  input: linkInput,
  output: linkOutput,

  async propose(ctx, input) {
    const reader = await ctx.profile();
    await refusePast(ctx.now(), input);
    const file = await writing(ctx, input.file, (graph) => readFile(graph, input.file));
    return {
      title: `Make a link to “${file.name}”`,
      facts: [
        { title: 'Where', value: file.where },
        { title: 'Works for', value: audience[input.scope] },
        { title: 'They can', value: input.role },
        { title: 'Ends', value: input.expires ? dayOf(input.expires, reader) : 'never' },
      ],
      warnings: [
        ...(input.scope === 'anonymous'
          ? [
              'Anyone who gets this link can use it, without signing in. If your organisation does not allow that, you get a link for your organisation.',
            ]
          : []),
        ...(file.kind === 'folder' ? ['This is a folder: the link opens everything in it.'] : []),
      ],
      undo: 'exact',
    };
  },

  async perform(ctx, input, _operation, memory) {
    const reader = await ctx.profile();
    await refusePast(ctx.now(), input);
    return writing(ctx, input.file, async (graph) => {
      const before = snapshot.safeParse(memory.kept).data ?? snapshotOf(await readBoth(graph, input.file));
      if (memory.kept === undefined) await memory.keep(before);
      const { permission, fellBack } = await allowed(graph, input);
      const known = before.permissions.some(({ id }) => id === permission.id);
      const { scope = 'organization', expires, webUrl = '' } = accessOf(permission, reader);
      const role = roleOf(permission) === 'edit' ? 'edit' : 'view';
      return {
        summary: `${known ? 'This link was there already' : 'Made a link'} to “${before.name}”: ${audience[scope]} can ${role}${expires ? ` until ${dayOf(expires, reader)}` : ''}`,
        warnings: [
          ...(fellBack
            ? ['Your organisation does not allow links for anyone, so this one works for people in your organisation.']
            : []),
          ...(input.expires && !expires
            ? ['Microsoft 365 gave it no end; take it back when it is no longer needed.']
            : []),
        ],
        facts: [
          { title: 'Works for', value: audience[scope] },
          { title: 'They can', value: role },
          { title: 'Ends', value: expires ? dayOf(expires, reader) : 'never' },
        ],
        links: [{ title: 'Open the link', url: webUrl }],
        // One that was there is not ours to delete: others may use it.
        undo: known ? ('none' as const) : ('exact' as const),
        result: {
          file: refOf(input.file),
          permissionId: permission.id ?? '',
          url: webUrl,
          role,
          scope,
          ...(expires ? { expires } : {}),
          known,
        },
      };
    });
  },

  // Graph gives back the link that is there when the same is asked for again; what was there before is kept.
  recover: async () => 'repeat',

  async undo(ctx, { file }, { result }) {
    if (!result.known)
      await writing(ctx, file, (graph) =>
        unlessGone(graph.delete(itemPath(file, 'permissions', encodeURIComponent(result.permissionId)))),
      );
    return { summary: 'The link no longer works' };
  },
};

/**
 * The link as it was asked for; where policy allows none for anyone, one for the organisation. A refusal does not say whether it is
 * the policy or the person's own rights: if the second one is refused as well, it was the rights.
 * https://learn.microsoft.com/graph/api/driveitem-createlink
 */
async function allowed(graph: Graph, input: Input): Promise<{ permission: Permission; fellBack: boolean }> {
  try {
    return { permission: await create(graph, input), fellBack: false };
  } catch (error) {
    const refused =
      error instanceof AideError && (error.code === 'forbidden' || error.details.upstream?.code === 'notAllowed');
    if (!refused || input.scope !== 'anonymous') throw error;
    const permission = await create(graph, { ...input, scope: 'organization' }).catch(() => {
      throw error;
    });
    return { permission, fellBack: true };
  }
}

const create = (graph: Graph, { file, role, scope, expires }: Input): Promise<Permission> =>
  graph.post<Permission>(
    itemPath(file, 'createLink'),
    { type: role, scope, ...(expires ? { expirationDateTime: new Date(expires).toISOString() } : {}) },
    { repeatable: true },
  );

async function refusePast(now: Promise<{ toMillis(): number }>, { expires }: Input): Promise<void> {
  if (expires === undefined || Date.parse(expires) > (await now).toMillis()) return;
  throw new AideError('invalid_input', {
    userMessage: 'A link cannot end in the past.',
    remedy: 'Choose a day from tomorrow on.',
  });
}
