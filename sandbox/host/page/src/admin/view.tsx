import { ShieldPersonFilled, ShieldPersonRegular } from '@fluentui/react-icons';
import { lazy } from 'react';
import type { View } from '../app/views.ts';

export const view: View = {
  id: 'admin',
  label: 'Admin',
  order: 8,
  icon: ShieldPersonRegular,
  iconSelected: ShieldPersonFilled,
  isFor: ({ isAdmin }) => isAdmin === true,
  Page: lazy(() => import('./page.tsx')),
};
