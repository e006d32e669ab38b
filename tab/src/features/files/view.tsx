import type { File } from '@aide/contracts/files';
import { makeStyles, SearchBox, Tab, TabList, Title3, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useNotify } from '../../app/notify.tsx';
import { useSession } from '../../app/session.ts';
import type { ViewProps } from '../../app/views.ts';
import { WritesProvider } from '../../components/writes.tsx';
import { useWritten } from '../../components/writes-context.ts';
import { Folder } from './folder.tsx';
import { Found, Recent, Shared } from './lists.tsx';
import { OneFile } from './one-file.tsx';
import { goOn, myFiles, type Place, readPlace, writePlace } from './place.ts';
import { SiteLibraries, Sites } from './sites.tsx';
import { useDrop } from './upload/drop.ts';
import { uploadTarget } from './upload/target.ts';
import { UploadButton } from './upload/upload-button.tsx';
import { UploadList } from './upload/upload-list.tsx';
import { useUploads } from './upload/use-uploads.ts';
import { useFileActions } from './use-file-actions.tsx';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  title: { flexGrow: 1 },
  search: {
    flex: '1 1 14rem',
    maxWidth: '24rem',
    minWidth: 0,
    // Below the title and the button, as wide as the page.
    '@media (max-width: 480px)': { order: 1, flexBasis: '100%', maxWidth: 'none' },
  },
  places: { flexWrap: 'wrap' },
  over: { outline: `2px dashed ${tokens.colorBrandStroke1}`, outlineOffset: tokens.spacingHorizontalXS },
});

/** What stands in the row of places; which of them is marked. */
const places: { id: string; title: string; place: Place }[] = [
  { id: 'recent', title: 'Recent', place: { at: 'recent' } },
  { id: 'mine', title: 'My files', place: myFiles },
  { id: 'shared', title: 'Shared', place: { at: 'shared' } },
  { id: 'sites', title: 'Sites', place: { at: 'sites' } },
];
const markedOf = (place: Place): string => {
  if (place.at === 'folder') return place.driveId === undefined ? 'mine' : 'sites';
  return place.at === 'site' ? 'sites' : place.at;
};

export default function Files(props: ViewProps) {
  return (
    <WritesProvider>
      <FilesPage {...props} />
    </WritesProvider>
  );
}

function FilesPage({ item, show }: ViewProps) {
  const styles = useStyles();
  const { host } = useSession();
  const { say } = useNotify();
  const place = readPlace(item);
  const go = (to: Place) => show(writePlace(to));
  const { uploads, list } = useUploads();
  const { act, shown } = useFileActions();
  /** Counts what was done, so that lists are read again. */
  const [turn, setTurn] = useState(0);
  useWritten('files.', () => setTurn((t) => t + 1));
  const target = uploadTarget(place);
  const upload = (files: globalThis.File[]) => uploads.add(files, target.to, target.where);
  const { over, handlers } = useDrop(({ files, folders }) => {
    upload(files);
    if (folders > 0) say('Folders cannot be uploaded here: make the folder first, then drop its files.');
  });
  const open = (file: File) => {
    if (file.kind === 'folder')
      go(goOn(place, { name: file.name, place: { at: 'folder', driveId: file.driveId, itemId: file.itemId } }));
    else if (file.webUrl) void host.openLink(file.webUrl);
  };
  const about = { open, act, turn };
  return (
    <div className={`${styles.page} ${over ? styles.over : ''}`} {...handlers}>
      <div className={styles.head}>
        <Title3 as="h1" className={styles.title}>
          Files
        </Title3>
        <Search place={place} go={go} className={styles.search} />
        <UploadButton where={target.where} upload={upload} />
      </div>
      <TabList
        className={styles.places}
        size="small"
        aria-label="Places"
        selectedValue={markedOf(place)}
        onTabSelect={(_, { value }) => go(places.find(({ id }) => id === value)?.place ?? myFiles)}
      >
        {places.map(({ id, title }) => (
          <Tab key={id} value={id}>
            {title}
          </Tab>
        ))}
      </TabList>
      <UploadList uploads={uploads} list={list} />
      {shown}
      {place.at === 'recent' ? <Recent {...about} /> : null}
      {place.at === 'shared' ? <Shared {...about} /> : null}
      {place.at === 'search' ? <Found text={place.text} {...about} /> : null}
      {place.at === 'sites' ? <Sites place={place} go={go} /> : null}
      {place.at === 'site' ? <SiteLibraries siteId={place.siteId} go={go} /> : null}
      {place.at === 'folder' ? <Folder place={place} go={go} {...about} /> : null}
      {place.at === 'file' ? <OneFile place={place} go={go} /> : null}
    </div>
  );
}

/** Searches when Enter is pressed: each search asks Microsoft 365 everywhere. */
function Search({ place, go, className }: { place: Place; go(to: Place): void; className: string | undefined }) {
  const at = place.at === 'search' ? place.text : '';
  const [text, setText] = useState(at);
  useEffect(() => setText(at), [at]);
  return (
    <search className={className}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) go({ at: 'search', text: text.trim() });
        }}
      >
        <SearchBox
          style={{ width: '100%' }}
          aria-label="Search files"
          placeholder="Search files"
          value={text}
          onChange={(_, { value }) => {
            setText(value);
            if (value === '' && place.at === 'search') go({ at: 'recent' });
          }}
        />
      </form>
    </search>
  );
}
