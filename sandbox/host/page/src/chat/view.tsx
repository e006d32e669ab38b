import { ChatFilled, ChatRegular } from '@fluentui/react-icons';
import { lazy } from 'react';
import type { View } from '../app/views.ts';
import { useChat } from './use-chat.ts';

export const view: View = {
  id: 'chat',
  label: 'Chat',
  order: 1,
  icon: ChatRegular,
  iconSelected: ChatFilled,
  Page: lazy(() => import('./page.tsx')),
  useBadge: () => Object.values(useChat().unread).reduce<number>((sum, count) => sum + (count ?? 0), 0),
};
