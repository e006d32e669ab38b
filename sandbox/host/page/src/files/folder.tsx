import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  ArrowClockwiseRegular,
  ArrowUploadRegular,
  FolderAddRegular,
  FolderOpenRegular,
  InfoRegular,
  LockClosedRegular,
} from '@fluentui/react-icons';
import { type DragEvent, useCallback, useRef, useState } from 'react';
import { readable } from '../api/http.ts';
import { useNotify } from '../app/notices.tsx';
import { go } from '../app/use-route.ts';
import { NewFolderDialog } from './dialogs.tsx';
import { refOf } from './drive-item.ts';
import { FileTable } from './file-table.tsx';
import type { Order } from './files-api.ts';
import { detailOf, type ListPlace, type Ref } from './place.ts';
import { Screen } from './screen.tsx';
import { Empty, Failed, Reading } from './states.tsx';
import type { TrailStep } from './trail.tsx';
import { useFiles, usePages, useRead } from './use-files.ts';

const useStyles = makeStyles({
  drop: { flexGrow: 1 },
  dropping: { outline: `2px dashed ${tokens.colorBrandStroke1}`, outlineOffset: '-6px' },
});

interface Props {
  at: Ref;
  place: ListPlace;
  /** What comes before the drive's own folders. */
  lead: TrailStep[];
  /** Instead of the drive's name. */
  rootName?: string;
}

/** A folder: its files and folders, and putting more into it. */
export function Folder({ at, place, lead, rootName }: Props) {
  const styles = useStyles();
  const { api, changed } = useFiles();
  const notify = useNotify();
  const [order, setOrder] = useState<Order>({ by: 'name', descending: false });
  const [creates, setCreates] = useState(false);
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const { drive, item } = at;
  const list = usePages(useCallback(() => api.children({ drive, item }, order), [api, drive, item, order]));
  const way = useRead(useCallback(() => api.trail({ drive, item }), [api, drive, item]));
  const steps: TrailStep[] = (way.value ?? []).map(({ name, at: { item: id } }, i) => ({
    name: i === 0 && id === 'root' ? (rootName ?? name) : name,
    detail: `${drive}:${id}`,
  }));
  const all = [...lead, ...(steps.length > 0 ? steps : [{ name: rootName ?? 'Folder' }])];

  const upload = async (files: Iterable<File>) => {
    let last: Ref | undefined;
    for (const file of files)
      try {
        const created = await api.upload(at, file);
        last = refOf(created);
        notify(`Uploaded: ${created.name}`);
      } catch (error) {
        notify(`${file.name}: ${readable(error)}`, 'error');
      }
    changed();
    if (last) go({ view: 'files', detail: detailOf({ ...place, selected: last }) });
  };
  const drag = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      void upload([...event.dataTransfer.files]);
    },
  };
  const title = all.at(-1)?.name ?? 'Files';
  return (
    <Screen
      steps={all}
      tools={
        <>
          <Button appearance="subtle" icon={<FolderAddRegular />} onClick={() => setCreates(true)}>
            New folder
          </Button>
          <Button appearance="subtle" icon={<ArrowUploadRegular />} onClick={() => picker.current?.click()}>
            Upload
          </Button>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            onChange={({ target }) => {
              void upload([...(target.files ?? [])]);
              target.value = '';
            }}
          />
          <Button
            appearance="subtle"
            icon={<InfoRegular />}
            aria-label="Details of this folder"
            onClick={() => {
              const folder = way.value?.at(-1)?.at ?? at;
              go({ view: 'files', detail: detailOf({ ...place, selected: folder }) });
            }}
          />
          <Button appearance="subtle" icon={<ArrowClockwiseRegular />} aria-label="Read again" onClick={changed} />
        </>
      }
    >
      <div className={mergeClasses(styles.drop, over && styles.dropping)} {...drag}>
        {list.value && list.value.length > 0 ? (
          <FileTable
            label={title}
            items={list.value}
            place={place}
            selected={place.selected}
            order={order}
            onOrder={setOrder}
            more={list.error ? undefined : list.more}
          />
        ) : list.value ? (
          <Empty icon={FolderOpenRegular} title="This folder is empty">
            Upload a file, or drop one here.
          </Empty>
        ) : (list.status === 403 || list.status === 404) && place.selected ? (
          <Empty icon={LockClosedRegular} title="The folder is not shared with you">
            You can open this file, but not the folder that it is in.
          </Empty>
        ) : null}
        {list.error && !(place.selected && !list.value && (list.status === 403 || list.status === 404)) && (
          <Failed error={list.error} again={list.more ?? list.again} />
        )}
        {!list.value && !list.error && <Reading label={`Reading ${title}`} />}
      </div>
      {creates && <NewFolderDialog parent={at} onClose={() => setCreates(false)} />}
    </Screen>
  );
}
