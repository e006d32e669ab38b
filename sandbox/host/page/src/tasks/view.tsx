import { TaskListSquareLtrFilled, TaskListSquareLtrRegular } from '@fluentui/react-icons';
import { lazy } from 'react';
import type { View } from '../app/views.ts';

export const view: View = {
  id: 'tasks',
  label: 'Tasks',
  order: 3,
  icon: TaskListSquareLtrRegular,
  iconSelected: TaskListSquareLtrFilled,
  Page: lazy(() => import('./page.tsx')),
};
