import {
  bundleIcon,
  CalendarLtrFilled,
  CalendarLtrRegular,
  CalendarTodayFilled,
  CalendarTodayRegular,
  ChatMultipleFilled,
  ChatMultipleRegular,
  FolderFilled,
  FolderRegular,
  HistoryFilled,
  HistoryRegular,
  TaskListLtrFilled,
  TaskListLtrRegular,
} from '@fluentui/react-icons';
import type { ComponentType } from 'react';
import { type OnDemand, onDemand } from '../components/on-demand.tsx';
import type { Place } from './place.ts';
import { starting } from './starting.tsx';

/** A view of a person's own tab; loaded when it is first shown. */
export interface View {
  /** In deep links: 'activity'. */
  id: string;
  title: string;
  icon: ComponentType;
  content: OnDemand<ViewProps>;
}

export interface ViewProps {
  /** What a deep link says after the view's name: an id, for instance. */
  item?: string;
  /** Shows another place of this view. */
  show(item: string | undefined): void;
  /** Shows a place of any view. */
  go(place: Place): void;
}

/** Every view, in the order of the tabs. The first is where one begins. */
export const views: View[] = [
  {
    id: 'today',
    title: 'Today',
    icon: bundleIcon(CalendarTodayFilled, CalendarTodayRegular),
    content: onDemand(() => import('../features/today/view.tsx'), starting),
  },
  {
    id: 'schedule',
    title: 'Schedule',
    icon: bundleIcon(CalendarLtrFilled, CalendarLtrRegular),
    content: onDemand(() => import('../features/schedule/view.tsx'), starting),
  },
  {
    id: 'tasks',
    title: 'Tasks',
    icon: bundleIcon(TaskListLtrFilled, TaskListLtrRegular),
    content: onDemand(() => import('../features/tasks/view.tsx'), starting),
  },
  {
    id: 'files',
    title: 'Files',
    icon: bundleIcon(FolderFilled, FolderRegular),
    content: onDemand(() => import('../features/files/view.tsx'), starting),
  },
  {
    id: 'posts',
    title: 'Posts',
    icon: bundleIcon(ChatMultipleFilled, ChatMultipleRegular),
    content: onDemand(() => import('../features/posts/view.tsx'), starting),
  },
  {
    id: 'activity',
    title: 'Activity',
    icon: bundleIcon(HistoryFilled, HistoryRegular),
    content: onDemand(() => import('../features/activity/view.tsx'), starting),
  },
];
