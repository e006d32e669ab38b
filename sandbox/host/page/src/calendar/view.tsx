import { CalendarLtrFilled, CalendarLtrRegular } from '@fluentui/react-icons';
import { lazy } from 'react';
import type { View } from '../app/views.ts';

export const view: View = {
  id: 'calendar',
  label: 'Calendar',
  order: 2,
  icon: CalendarLtrRegular,
  iconSelected: CalendarLtrFilled,
  Page: lazy(() => import('./page.tsx')),
};
