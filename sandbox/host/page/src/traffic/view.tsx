import { PulseFilled, PulseRegular } from '@fluentui/react-icons';
import { lazy } from 'react';
import type { View } from '../app/views.ts';

export const view: View = {
  id: 'traffic',
  label: 'Traffic',
  order: 9,
  icon: PulseRegular,
  iconSelected: PulseFilled,
  Page: lazy(() => import('./page.tsx')),
};
