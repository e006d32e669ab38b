import type { FluentIcon } from '@fluentui/react-icons';
import type { ComponentType, LazyExoticComponent } from 'react';
import type { Person } from '../api/sandbox.ts';

/** A view of the page. A folder beside this one with a `view.tsx` that exports one is all it takes to add another. */
export interface View {
  /** In the address: '#/calendar'. */
  id: string;
  label: string;
  /** Place in the rail, from the top. */
  order: number;
  icon: FluentIcon;
  iconSelected: FluentIcon;
  /** Loaded when it is first shown. `detail` is the rest of the address. */
  Page: LazyExoticComponent<ComponentType<{ detail?: string }>>;
  /** Absent: for everybody. */
  isFor?: (me: Person) => boolean;
  /** A hook: the number at the icon. */
  useBadge?: () => number;
}

const modules = import.meta.glob<{ view: View }>('../*/view.tsx', { eager: true });

const views: View[] = Object.values(modules)
  .map((module) => module.view)
  .sort((a, b) => a.order - b.order);

export const viewsFor = (me: Person): View[] => views.filter(({ isFor }) => isFor?.(me) ?? true);
