import { FolderFilled, FolderRegular } from '@fluentui/react-icons';
import { lazy } from 'react';
import type { View } from '../app/views.ts';

export const view: View = {
  id: 'files',
  label: 'Files',
  order: 4,
  icon: FolderRegular,
  iconSelected: FolderFilled,
  Page: lazy(() => import('./page.tsx')),
};
