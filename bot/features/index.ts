import type { Feature } from './feature.ts';
import { files } from './files/index.ts';
import { people } from './people/index.ts';
import { posts } from './posts/index.ts';
import { schedule } from './schedule/index.ts';
import { tasks } from './tasks/index.ts';

/** Everything Aide can do: one line per feature. Help, routes, menus, scopes and consent are derived from it. */
export const features: Feature[] = [schedule, files, posts, tasks, people];
