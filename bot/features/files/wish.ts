import { file, linkScope, role } from '@aide/contracts/files';
import { z } from 'zod';
import { wanted } from '../../chat/files/wanted.ts';

/** Somebody who was named, and who it is once that is known. `id`: of the directory, where it tells one. */
const named = z.object({
  name: z.string(),
  who: z.object({ address: z.string(), name: z.string(), id: z.string().optional() }).optional(),
});

/** What somebody wants to do with a file, as far as it is known; kept in a draft while the rest is asked for. */
export const wish = z.object({
  do: z.enum(['show', 'share', 'link', 'access', 'revoke', 'changeAccess', 'post', 'copy', 'move', 'rename', 'delete']),
  /** What was said, to be said again. */
  sentence: z.string(),
  wanted: wanted.optional(),
  file: file.optional(),
  people: z.array(named).default([]),
  role: role.optional(),
  message: z.string().optional(),
  scope: linkScope.exclude(['users']).optional(),
  expires: z.string().optional(),
  /** copy, move: the folder. */
  to: wanted.optional(),
  toFolder: file.optional(),
  /** rename: the new name. */
  name: z.string().optional(),
  /** post: where, as written. Neither this nor people: here. */
  place: z.string().optional(),
  /** post: what `place` is; 'place': a channel or a chat ("in Launch"); absent: one of them, or somebody ("to Megan"). */
  placeKind: z.enum(['channel', 'chat', 'place']).optional(),
});
export type Wish = z.output<typeof wish>;
export type WishInput = z.input<typeof wish>;
