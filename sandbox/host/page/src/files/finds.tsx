import { ClockRegular, PeopleRegular } from '@fluentui/react-icons';
import { useCallback } from 'react';
import { useSession } from '../session/session.tsx';
import { type DriveItem, nameOf } from './drive-item.ts';
import { FileTable } from './file-table.tsx';
import type { Place } from './place.ts';
import { Screen } from './screen.tsx';
import { Empty, Failed, Reading } from './states.tsx';
import { useFiles, usePages } from './use-files.ts';

const texts = {
  recent: {
    title: 'Recent',
    icon: ClockRegular,
    empty: 'Nothing was changed lately',
    hint: 'Files that you or others change come to the top here.',
    where: undefined,
  },
  shared: {
    title: 'Shared with me',
    icon: PeopleRegular,
    empty: 'Nobody has shared a file with you',
    hint: 'When somebody does, it appears here by itself.',
    where: { title: 'Created by', of: (item: DriveItem) => nameOf(item.createdBy) },
  },
};

/** What search finds: the files of all drives that were changed last, or that others share with the person. */
export function Finds({ place }: { place: Extract<Place, { kind: 'recent' | 'shared' }> }) {
  const { api } = useFiles();
  const { me } = useSession();
  const { kind } = place;
  const { title, icon, empty, hint, where } = texts[kind];
  const list = usePages(
    useCallback(
      () => (kind === 'recent' ? api.recent() : api.sharedWithMe(me.userPrincipalName)),
      [api, kind, me.userPrincipalName],
    ),
  );
  return (
    <Screen steps={[{ name: title }]}>
      {list.value && list.value.length > 0 && (
        <FileTable
          label={title}
          items={list.value}
          place={place}
          selected={place.selected}
          where={where}
          more={list.error ? undefined : list.more}
        />
      )}
      {list.value?.length === 0 && (
        <Empty icon={icon} title={empty}>
          {hint}
        </Empty>
      )}
      {list.error && <Failed error={list.error} again={list.more ?? list.again} />}
      {!list.value && !list.error && <Reading label={`Reading ${title}`} />}
    </Screen>
  );
}
