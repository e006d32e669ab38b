import { useCallback, useEffect } from 'react';
import { go } from '../app/use-route.ts';
import { isFolder, refOf } from './drive-item.ts';
import { Folder } from './folder.tsx';
import { detailOf, type Place } from './place.ts';
import { Screen } from './screen.tsx';
import { Failed, Reading } from './states.tsx';
import type { TrailStep } from './trail.tsx';
import { useFiles, useRead } from './use-files.ts';

export const myFiles = 'My files';

/** The root of the person's own OneDrive. */
export function MyFiles({ place }: { place: Extract<Place, { kind: 'mine' }> }) {
  const { api } = useFiles();
  const { value, error, again } = useRead(useCallback(() => api.myDrive(), [api]));
  if (value) return <Folder at={{ drive: value.id, item: 'root' }} place={place} lead={[]} rootName={myFiles} />;
  return <Waiting title={myFiles} error={error} again={again} />;
}

/** A folder by its id; a file is shown in its folder, with its details. */
export function Anywhere({ place, lead }: { place: Extract<Place, { kind: 'item' }>; lead: TrailStep[] }) {
  const { api } = useFiles();
  const { drive, item: id } = place.at;
  // A folder that cannot be read may still hold the file that can: Folder says so.
  const hasSelected = place.selected !== undefined;
  const read = useCallback(
    () => (id === 'root' || hasSelected ? undefined : api.item({ drive, item: id })) ?? Promise.resolve(undefined),
    [api, drive, id, hasSelected],
  );
  const { value: item, error, again } = useRead(read);
  const isFile = item !== undefined && !isFolder(item);
  const parent = item?.parentReference?.id;
  useEffect(() => {
    if (!isFile) return;
    const file = { drive, item: id };
    const shown: Place = parent
      ? { kind: 'item', at: { drive, item: parent }, selected: file }
      : { kind: 'shared', selected: file };
    go({ view: 'files', detail: detailOf(shown) }, true);
  }, [isFile, parent, drive, id]);
  if (error) return <Waiting title="Files" error={error} again={again} />;
  if (isFile) return <Waiting title="Files" again={again} />;
  return <Folder at={place.at} place={place} lead={lead} rootName={lead.length === 0 ? myFiles : undefined} />;
}

/** An address of SharePoint: a sharing link, or where an item lies. */
export function Follow({ url }: { url: string }) {
  const { api } = useFiles();
  const { value, error, again } = useRead(useCallback(() => api.follow(url), [api, url]));
  useEffect(() => {
    if (!value) return;
    const { drive, item } = refOf(value);
    go({ view: 'files', detail: `${drive}:${item}` }, true);
  }, [value]);
  return <Waiting title="Opening the link" error={error} again={again} />;
}

function Waiting({ title, error, again }: { title: string; error?: string; again(): void }) {
  return (
    <Screen steps={[{ name: title }]}>
      {error ? <Failed error={error} again={again} /> : <Reading label={`Reading ${title}`} />}
    </Screen>
  );
}
