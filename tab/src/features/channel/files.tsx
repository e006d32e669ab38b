import type { File } from '@aide/contracts/files';
import { makeStyles, Title3, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { Failed } from '../../app/failed.tsx';
import { useNotify } from '../../app/notify.tsx';
import { useSession } from '../../app/session.ts';
import { Starting } from '../../app/starting.tsx';
import { useLoad } from '../../app/use-load.ts';
import type { ViewProps } from '../../app/views.ts';
import { WritesProvider } from '../../components/writes.tsx';
import { useWritten } from '../../components/writes-context.ts';
import { Folder } from '../files/folder.tsx';
import { beginAt, goOn, type Place, readPlace, writePlace } from '../files/place.ts';
import { useDrop } from '../files/upload/drop.ts';
import { uploadTarget } from '../files/upload/target.ts';
import { UploadButton } from '../files/upload/upload-button.tsx';
import { UploadList } from '../files/upload/upload-list.tsx';
import { useUploads } from '../files/upload/use-uploads.ts';
import { useFileActions } from '../files/use-file-actions.tsx';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  title: { flexGrow: 1 },
  over: { outline: `2px dashed ${tokens.colorBrandStroke1}`, outlineOffset: tokens.spacingHorizontalXS },
});

/** The folder of the channel that the tab is in. */
export default function ChannelFiles(props: ViewProps) {
  const { api, host } = useSession();
  const { shared } = host;
  const { value, error, reload } = useLoad('folder', (signal) =>
    shared?.kind === 'channel'
      ? api.query<File>('files.channelFolder', { teamId: shared.teamId, channelId: shared.channelId }, signal)
      : Promise.reject(new Error('a chat has no folder')),
  );
  if (value)
    return (
      <WritesProvider>
        <InFolder top={value} {...props} />
      </WritesProvider>
    );
  return error === undefined ? <Starting /> : <Failed title="Files" error={error} retry={reload} />;
}

function InFolder({ top, item, show }: ViewProps & { top: File }) {
  const styles = useStyles();
  const { host } = useSession();
  const { say } = useNotify();
  const { act, shown } = useFileActions();
  const { uploads, list } = useUploads();
  /** Counts what was done, so that lists are read again. */
  const [turn, setTurn] = useState(0);
  useWritten('files.', () => setTurn((t) => t + 1));
  const root: Extract<Place, { at: 'folder' }> = { at: 'folder', driveId: top.driveId, itemId: top.itemId };
  beginAt({ name: top.name, place: root });
  const asked = readPlace(item);
  // One's own folders are not looked at here, where others look.
  const place = asked.at === 'folder' && asked.driveId !== undefined ? asked : root;
  const go = (to: Place) => show(writePlace(to));
  const open = (file: File) => {
    if (file.kind === 'folder')
      go(goOn(place, { name: file.name, place: { at: 'folder', driveId: file.driveId, itemId: file.itemId } }));
    else if (file.webUrl) void host.openLink(file.webUrl);
  };
  const target = uploadTarget(place);
  const upload = (files: globalThis.File[]) => uploads.add(files, target.to, target.where);
  const { over, handlers } = useDrop(({ files, folders }) => {
    upload(files);
    if (folders > 0) say('Folders cannot be uploaded here: make the folder first, then drop its files.');
  });
  return (
    <div className={`${styles.page} ${over ? styles.over : ''}`} {...handlers}>
      <div className={styles.head}>
        <Title3 as="h1" className={styles.title}>
          Files
        </Title3>
        <UploadButton where={target.where} upload={upload} />
      </div>
      <UploadList uploads={uploads} list={list} />
      {shown}
      <Folder place={place} go={go} open={open} act={act} turn={turn} />
    </div>
  );
}
