import type { Feature } from './feature.ts';
import { day as filesOfDay } from './files/day.ts';
import { files } from './files/index.ts';
import { mail } from './mail/index.ts';
import { people } from './people/index.ts';
import { posts } from './posts/index.ts';
import { day as agendaOfDay } from './schedule/day.ts';
import { schedule } from './schedule/index.ts';
import { day as tasksOfDay } from './tasks/day.ts';
import { tasks } from './tasks/index.ts';
import { createToday } from './today/index.ts';

/** What the day's page is made of; `day` of each. */
const today = createToday({ agenda: agendaOfDay, tasks: tasksOfDay, files: filesOfDay });

/** Everything Aide can do: one line per feature. Help, routes, menus, scopes and consent are derived from it. */
export const features: Feature[] = [schedule, files, posts, tasks, people, mail, today];
