import { directoryKinds } from './directory.ts';
import type { Kind } from './kind.ts';
import { outlookKinds } from './outlook.ts';
import { teamsKinds } from './teams.ts';

export type { Following, Kind } from './kind.ts';

/** Every kind of resource that can be subscribed to here. */
export const kinds: readonly Kind[] = [...outlookKinds, ...teamsKinds, ...directoryKinds];

const byPath = new Map(kinds.map((kind) => [kind.path, kind]));

/** @param path the template */
export const kindAt = (path: string): Kind | undefined => byPath.get(path);
