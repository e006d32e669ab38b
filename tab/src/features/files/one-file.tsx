import type { File } from '@aide/contracts/files';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { useLoad } from '../../app/use-load.ts';
import { FileSkeleton } from './file-list.tsx';
import type { Place } from './place.ts';
import { ShareDialog } from './share/share-dialog.tsx';
import { refOf } from './use-file-actions.tsx';

/** What a link from a card shows: one file, with who has access to it. Closed, one is among the recent files. */
export function OneFile({ place, go }: { place: Extract<Place, { at: 'file' }>; go(to: Place): void }) {
  const { api } = useSession();
  const { value, error, loading, reload } = useLoad(`${place.driveId} ${place.itemId}`, (signal) =>
    api.query<File>('files.get', { file: refOf(place) }, signal),
  );
  if (value === undefined) return loading ? <FileSkeleton /> : <Problem error={error} retry={reload} />;
  return <ShareDialog file={value} tab="access" close={() => go({ at: 'recent' })} />;
}
