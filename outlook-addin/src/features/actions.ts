import type { WholeMail } from '@aide/contracts/mail';
import {
  AttachRegular,
  CalendarPersonRegular,
  ChannelShareRegular,
  type FluentIcon,
  MailArrowForwardRegular,
  TaskListAddRegular,
} from '@fluentui/react-icons';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** Something that can be done with an email; its form is loaded when it is first opened. */
export interface MailAction {
  id: string;
  title: string;
  icon: FluentIcon;
  content: LazyExoticComponent<ComponentType<MailActionProps>>;
  /** Why it cannot be done with this one. */
  without?(mail: WholeMail): string | undefined;
}

export interface MailActionProps {
  mail: WholeMail;
  back(): void;
}

/** Everything, in the order of the pane. */
export const actions: MailAction[] = [
  {
    id: 'task',
    title: 'Make a task',
    icon: TaskListAddRegular,
    content: lazy(() => import('./task/task.tsx')),
  },
  {
    id: 'meeting',
    title: 'Schedule with everyone',
    icon: CalendarPersonRegular,
    content: lazy(() => import('./meeting/meeting.tsx')),
  },
  {
    id: 'attachments',
    title: 'Save attachments',
    icon: AttachRegular,
    content: lazy(() => import('./attachments/attachments.tsx')),
    without: ({ attachments }) => (attachments.length === 0 ? 'This email has none.' : undefined),
  },
  {
    id: 'channel',
    title: 'Post to a channel',
    icon: ChannelShareRegular,
    content: lazy(() => import('./channel/channel.tsx')),
  },
  {
    id: 'answer',
    title: 'Reply or forward',
    icon: MailArrowForwardRegular,
    content: lazy(() => import('./answer/answer.tsx')),
  },
];
