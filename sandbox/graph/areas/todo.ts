import type { Area } from '../area.ts';

/** Microsoft To Do. https://learn.microsoft.com/graph/api/resources/todo-overview */
export const todo: Area = { name: 'todo', workload: 'todo', routes: [] };
