import { type Recipient, shareInput, shareOutput } from '@aide/contracts/files';
import type { Permission } from '@microsoft/microsoft-graph-types';
import type { z } from 'zod';
import { names } from '../../chat/names.ts';
import { itemPath } from '../../graph/drive-path.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Action } from '../feature.ts';
import { refOf } from './item.ts';
import {
  addressOf,
  graphRole,
  nameOf,
  readAccess,
  readBoth,
  readPermissions,
  roleOf,
  type Snapshot,
  snapshot,
  snapshotOf,
} from './permissions.ts';
import { writing } from './reach.ts';
import { writeScopes } from './scopes.ts';
import { takeBack } from './take-back.ts';

type Input = z.output<typeof shareInput>;
type Output = z.output<typeof shareOutput>;

const level = { view: 1, edit: 2, owner: 3 };
const verbs = { view: 'view', edit: 'edit' };

export const shareAction: Action<typeof shareInput, Output> = {
  name: 'files.share',
  title: 'Share a file with people',
  scopes: writeScopes,
  input: shareInput,
  output: shareOutput,

  async propose(ctx, input) {
    const reader = await ctx.profile();
    const { file, access } = await writing(ctx, input.file, (graph) => readAccess(graph, input.file, reader));
    const known = access
      .filter(({ kind }) => kind === 'person')
      .flatMap(({ people, role }) => people.map((p) => ({ ...p, role })));
    const already = input.people.flatMap((person) => {
      const has = known.find(({ address }) => address?.toLowerCase() === person.address.toLowerCase());
      return has && level[has.role] >= level[input.role]
        ? [`${displayName(person)} ${has.role === 'owner' ? 'owns it' : `can ${has.role} it`} already.`]
        : [];
    });
    return {
      title: `Share “${file.name}” with ${names(input.people.map(displayName))}`,
      facts: [
        { title: 'Where', value: file.where },
        { title: 'With', value: names(input.people.map(displayName), 8) },
        { title: 'They can', value: verbs[input.role] },
        { title: 'E-mail', value: input.notify ? 'Microsoft 365 tells them' : 'nobody is told' },
        ...(input.message ? [{ title: 'Message', value: input.message }] : []),
      ],
      warnings: [...already, ...(file.kind === 'folder' ? ['This is a folder: everything in it is shared.'] : [])],
      ...undoOf(input),
    };
  },

  perform: (ctx, input, _operation, memory) =>
    writing(ctx, input.file, async (graph) => {
      const before = snapshot.safeParse(memory.kept).data ?? snapshotOf(await readBoth(graph, input.file));
      if (memory.kept === undefined) await memory.keep(before);
      return receiptOf(input, before, await invite(graph, input));
    }),

  recover: (ctx, input, _operation, memory) =>
    writing(ctx, input.file, async (graph) => {
      const before = snapshot.safeParse(memory.kept).data;
      // Nothing had been sent when it ended.
      if (!before) return 'repeat';
      const now = await readPermissions(graph, input.file);
      const theirs = input.people.map(({ address }) => now.find((p) => addressOf(p) === address.toLowerCase()));
      const all = theirs.every((p) => p && level[roleOf(p)] >= level[input.role]);
      const nothingNew = theirs.every((p) => before.permissions.some((b) => b.id === p?.id && b.role === roleOf(p)));
      // Asked again Graph gives nobody a second permission; at the worst somebody is told twice.
      if (!all || (nothingNew && !input.notify)) return 'repeat';
      return { done: receiptOf(input, before, theirs as Permission[]) };
    }),

  async undo(ctx, { file }, { result }) {
    const left = await writing(ctx, file, (graph) => takeBack(graph, file, result.granted));
    const who = names(result.granted.filter((g) => g.before !== g.role).map((g) => g.name));
    return {
      summary: `Stopped sharing “${result.name}”${who ? ` with ${who}` : ''}${left.length > 0 ? `. Left as it is now, because it was changed since: ${names(left)}` : ''}`,
    };
  },
};

const displayName = ({ name, address }: Recipient): string => name ?? address;

const undoOf = ({ notify }: Input) =>
  notify
    ? ({ undo: 'compensating', remains: 'The access is taken away again; the e-mail that told them stays.' } as const)
    : ({ undo: 'exact' } as const);

/** https://learn.microsoft.com/graph/api/driveitem-invite */
async function invite(graph: Graph, { file, people, role, message, notify }: Input): Promise<Permission[]> {
  const { value } = await graph.post<{ value: Permission[] }>(itemPath(file, 'invite'), {
    recipients: people.map(({ address }) => ({ email: address })),
    roles: [graphRole[role]],
    requireSignIn: true,
    sendInvitation: notify,
    ...(message && notify ? { message } : {}),
  });
  return value;
}

/** What was there before is compared with what is there now: undo puts back the difference, and nothing else. */
function receiptOf(input: Input, before: Snapshot, now: Permission[]) {
  const { name, webUrl } = before;
  const granted = now.map((permission, i) => {
    const address = addressOf(permission) ?? input.people[i]?.address ?? '';
    const known =
      before.permissions.find(({ id }) => id === permission.id) ??
      before.permissions.find((p) => p.address === address && p.role !== 'owner');
    const wished = input.people.find((p) => p.address.toLowerCase() === address) ?? input.people[i];
    return {
      permissionId: permission.id ?? '',
      name: wished?.name ?? nameOf(permission),
      address,
      role: roleOf(permission),
      ...(known ? { before: known.role } : {}),
    };
  });
  const unchanged = granted.filter((g) => g.before === g.role);
  return {
    summary: `Shared “${name}” with ${names(input.people.map(displayName))}, who can ${verbs[input.role]}`,
    warnings: unchanged.map((g) => `${g.name} had that access before; undo leaves it as it was.`),
    links: webUrl ? [{ title: 'Open', url: webUrl }] : [],
    undo: undoOf(input).undo,
    result: { file: refOf(input.file), name, ...(webUrl ? { webUrl } : {}), granted },
  };
}
