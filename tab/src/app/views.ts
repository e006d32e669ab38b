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
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Place } from './place.ts';

/** A view of a person's own tab; loaded when it is first shown. */
export interface View {
  /** In deep links: 'activity'. */
  id: string;
  title: string;
  icon: ComponentType;
  content: LazyExoticComponent<ComponentType<ViewProps>>;
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
    content: lazy(() => import('../features/today/view.tsx')),
  },
  {
    id: 'schedule',
    title: 'Schedule',
    icon: bundleIcon(CalendarLtrFilled, CalendarLtrRegular),
    content: lazy(() => import('../features/schedule/view.tsx')),
  },
  {
    id: 'tasks',
    title: 'Tasks',
    icon: bundleIcon(TaskListLtrFilled, TaskListLtrRegular),
    content: lazy(() => import('../features/tasks/view.tsx')),
  },
  {
    id: 'files',
    title: 'Files',
    icon: bundleIcon(FolderFilled, FolderRegular),
    content: lazy(() => import('../features/files/view.tsx')),
  },
  {
    id: 'posts',
    title: 'Posts',
    icon: bundleIcon(ChatMultipleFilled, ChatMultipleRegular),
    content: lazy(() => import('../features/posts/view.tsx')),
  },
  {
    id: 'activity',
    title: 'Activity',
    icon: bundleIcon(HistoryFilled, HistoryRegular),
    content: lazy(() => import('../features/activity/view.tsx')),
  },
];
