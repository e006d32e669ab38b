import type { WholeMail } from '@aide/contracts/mail';
import { type OnDemand, onDemand } from '@aide/tab/on-demand';
import {
  AttachRegular,
  CalendarPersonRegular,
  ChannelShareRegular,
  type FluentIcon,
  MailArrowForwardRegular,
  TaskListAddRegular,
} from '@fluentui/react-icons';
import { loading } from '../app/starting.tsx';

/** Something that can be done with an email; its form is loaded when it is first opened. */
export interface MailAction {
  id: string;
  title: string;
  icon: FluentIcon;
  content: OnDemand<MailActionProps>;
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
    content: onDemand(() => import('./task/task.tsx'), loading),
  },
  {
    id: 'meeting',
    title: 'Schedule with everyone',
    icon: CalendarPersonRegular,
    content: onDemand(() => import('./meeting/meeting.tsx'), loading),
  },
  {
    id: 'attachments',
    title: 'Save attachments',
    icon: AttachRegular,
    content: onDemand(() => import('./attachments/attachments.tsx'), loading),
    without: ({ attachments }) => (attachments.length === 0 ? 'This email has none.' : undefined),
  },
  {
    id: 'channel',
    title: 'Post to a channel',
    icon: ChannelShareRegular,
    content: onDemand(() => import('./channel/channel.tsx'), loading),
  },
  {
    id: 'answer',
    title: 'Reply or forward',
    icon: MailArrowForwardRegular,
    content: onDemand(() => import('./answer/answer.tsx'), loading),
  },
];
