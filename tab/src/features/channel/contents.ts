import { CalendarClockRegular, ChatMultipleRegular, FolderRegular } from '@fluentui/react-icons';
import type { ComponentType } from 'react';
import { starting } from '../../app/starting.tsx';
import type { ViewProps } from '../../app/views.ts';
import { type OnDemand, onDemand } from '../../components/on-demand.tsx';
import type { SharedPlace } from '../../host.ts';

/** What a tab in a channel or group chat can show: what every member may see, read as whoever looks, and nothing of one person. */
export interface SharedContent {
  /** What the host keeps of the choice: `pageId` of the tab. */
  id: string;
  title: string;
  text: string;
  icon: ComponentType;
  /** The tab's name until somebody gives it another one. */
  name: string;
  places: SharedPlace['kind'][];
  content: OnDemand<ViewProps>;
}

export const contents: SharedContent[] = [
  {
    id: 'files',
    title: 'Files',
    text: 'The channel’s folder: browse, upload, share, and see who has access.',
    icon: FolderRegular,
    name: 'Files with Aide',
    places: ['channel'],
    content: onDemand(() => import('./files.tsx'), starting),
  },
  {
    id: 'write',
    title: 'Write and plan posts',
    text: 'A page to write for this conversation, with a preview: posted now, or by itself later.',
    icon: ChatMultipleRegular,
    name: 'Write',
    places: ['channel', 'chat'],
    content: onDemand(() => import('./write.tsx'), starting),
  },
  {
    id: 'meet',
    title: 'Times to meet',
    text: 'When the people you name are free, and the best times for all of them. Times only, never what they are about.',
    icon: CalendarClockRegular,
    name: 'Times to meet',
    places: ['channel', 'chat'],
    content: onDemand(() => import('./meet.tsx'), starting),
  },
];

export const contentsFor = (place: SharedPlace): SharedContent[] =>
  contents.filter(({ places }) => places.includes(place.kind));
