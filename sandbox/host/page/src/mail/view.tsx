import { MailFilled, MailRegular } from '@fluentui/react-icons';
import { lazy } from 'react';
import type { View } from '../app/views.ts';

export const view: View = {
  id: 'mail',
  label: 'Mail',
  order: 1.5,
  icon: MailRegular,
  iconSelected: MailFilled,
  Page: lazy(() => import('./page.tsx')),
};
