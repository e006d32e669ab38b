import { AppGenericFilled, AppGenericRegular } from '@fluentui/react-icons';
import { lazy } from 'react';
import type { View } from '../app/views.ts';

export const view: View = {
  id: 'app',
  label: 'Aide',
  order: 5,
  icon: AppGenericRegular,
  iconSelected: AppGenericFilled,
  Page: lazy(() => import('./page.tsx')),
};
