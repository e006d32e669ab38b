import type { File } from '@aide/contracts/files';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { FolderAddRegular, FolderOpenRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useSession } from '../../app/session.ts';
import { useLoad } from '../../app/use-load.ts';
import { Empty } from '../../components/empty.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import { useWrites } from '../../components/writes-context.ts';
import { FileList } from './file-list.tsx';
import type { About } from './lists.tsx';
import { type Place, type Step, wayTo } from './place.ts';
import { refOf } from './use-file-actions.tsx';
import { type PageOf, usePages } from './use-pages.ts';
import { Way } from './way.tsx';
import { nameFault } from './words.ts';

const useStyles = makeStyles({
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  way: { flexGrow: 1, minWidth: 0 },
});

/** Files of one round trip: as many as Graph gives by itself. A folder of ten thousand has fifty such pages. */
const pageSize = 200;

interface Props extends About {
  place: Extract<Place, { at: 'folder' }>;
  go(to: Place): void;
}

/** What is in a folder, and the way there. */
export function Folder({ place, go, turn, ...about }: Props) {
  const styles = useStyles();
  const { api } = useSession();
  const { write } = useWrites();
  const [naming, setNaming] = useState(false);
  const folder = refOf(place);
  const pages = usePages(
    `${place.driveId} ${place.itemId}`,
    (page, signal) => api.query<PageOf>('files.browse', { folder, top: pageSize, ...(page ? { page } : {}) }, signal),
    turn,
  );
  const way = useWay(place);
  const here = way.at(-1)?.name ?? 'this folder';
  const empty = (
    <Empty
      icon={FolderOpenRegular}
      title="This folder is empty"
      text="Drop files on this page to upload them into it, or make a folder in it."
    />
  );
  return (
    <>
      <div className={styles.head}>
        <div className={styles.way}>
          <Way steps={way} go={go} />
        </div>
        <Button appearance="subtle" icon={<FolderAddRegular />} onClick={() => setNaming(true)}>
          New folder
        </Button>
      </div>
      <FileList pages={pages} label={`Files in ${here}`} where={false} empty={empty} {...about} />
      {naming ? (
        <NameDialog
          title="New folder"
          label="Name"
          verb="Make it"
          fault={nameFault}
          close={() => setNaming(false)}
          save={(name) => write('files.createFolder', { in: folder, name }, { confirm: 'Make it' })}
        />
      ) : null}
    </>
  );
}

/** The way one went, or after a deep link the folder's name alone. */
function useWay(place: Props['place']): Step[] {
  const { api } = useSession();
  const known = wayTo(place);
  const { value } = useLoad(`${place.driveId} ${place.itemId} ${known !== undefined}`, async (signal) =>
    known ? undefined : api.query<File>('files.get', { file: refOf(place) }, signal),
  );
  if (known) return known;
  return value ? [{ name: value.name, place }] : [];
}
