import type { File, FileRef } from '@aide/contracts/files';
import {
  Body1,
  Breadcrumb,
  BreadcrumbButton,
  BreadcrumbDivider,
  BreadcrumbItem,
  Button,
  makeStyles,
  Radio,
  RadioGroup,
} from '@fluentui/react-components';
import { FolderRegular } from '@fluentui/react-icons';
import { Fragment, useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { FileSkeleton } from './file-list.tsx';
import { type PageOf, usePages } from './use-pages.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid' },
  folder: { justifyContent: 'start', width: '100%', textAlign: 'start' },
});

interface Props {
  title: string;
  /** What the button says: 'Move here'. */
  verb: string;
  /** Drive of the file; undefined = the person's own OneDrive. */
  drive: string | undefined;
  /** The own OneDrive may be chosen for a file of another drive. */
  elsewhere: boolean;
  /** A folder that cannot be chosen: the one that is moved. */
  without: string;
  choose(folder: FileRef): Promise<unknown>;
  close(): void;
}

interface Crumb extends FileRef {
  name: string;
}

const topOf = (drive: string | undefined): Crumb =>
  drive ? { driveId: drive, itemId: 'root', name: 'This library' } : { itemId: 'root', name: 'My files' };

/** Asks for a folder. */
export function FolderDialog({ title, verb, drive, elsewhere, without, choose, close }: Props) {
  const { api } = useSession();
  const [way, setWay] = useState<Crumb[]>([topOf(drive)]);
  const here = way.at(-1) ?? topOf(drive);
  const folder = here.driveId ? { driveId: here.driveId, itemId: here.itemId } : { itemId: here.itemId };
  const pages = usePages(`${here.driveId} ${here.itemId}`, (page, signal) =>
    api.query<PageOf>('files.browse', { folder, ...(page ? { page } : {}), top: 200 }, signal),
  );
  const folders = pages.files.filter(({ kind, itemId }) => kind === 'folder' && itemId !== without);
  return (
    <FormDialog
      title={title}
      verb={verb}
      ready={pages.first !== undefined}
      submit={() => choose(folder)}
      close={close}
      minHeight="16rem"
    >
      {elsewhere && drive ? (
        <RadioGroup
          layout="horizontal"
          aria-label="Where"
          value={way[0]?.driveId ? 'there' : 'mine'}
          onChange={(_, { value }) => setWay([topOf(value === 'mine' ? undefined : drive)])}
        >
          <Radio value="there" label="Where it is" />
          <Radio value="mine" label="My files" />
        </RadioGroup>
      ) : null}
      <Breadcrumb aria-label="Folder" size="medium">
        {way.map((step, index) => (
          <Fragment key={step.itemId}>
            {index > 0 ? <BreadcrumbDivider /> : null}
            <BreadcrumbItem>
              <BreadcrumbButton current={index === way.length - 1} onClick={() => setWay(way.slice(0, index + 1))}>
                {step.name}
              </BreadcrumbButton>
            </BreadcrumbItem>
          </Fragment>
        ))}
      </Breadcrumb>
      <Folders folders={folders} pages={pages} enter={(file) => setWay([...way, crumbOf(file)])} />
    </FormDialog>
  );
}

const crumbOf = ({ driveId, itemId, name }: File): Crumb => ({ ...(driveId ? { driveId } : {}), itemId, name });

function Folders(props: { folders: File[]; pages: ReturnType<typeof usePages>; enter(folder: File): void }) {
  const { folders, pages, enter } = props;
  const styles = useStyles();
  if (pages.first === undefined)
    return pages.loading ? <FileSkeleton /> : <Problem error={pages.error} retry={pages.reload} />;
  return (
    <>
      {folders.length === 0 ? <Body1>No folders in here.</Body1> : null}
      <ul className={styles.list} aria-label="Folders">
        {folders.map((file) => (
          <li key={file.itemId}>
            <Button className={styles.folder} appearance="subtle" icon={<FolderRegular />} onClick={() => enter(file)}>
              {file.name}
            </Button>
          </li>
        ))}
      </ul>
      {pages.more ? <Button onClick={pages.loadMore}>Show more</Button> : null}
    </>
  );
}
