import type { File, FileRef } from '@aide/contracts/files';
import {
  Body1,
  Breadcrumb,
  BreadcrumbButton,
  BreadcrumbDivider,
  BreadcrumbItem,
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Radio,
  RadioGroup,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { FolderRegular } from '@fluentui/react-icons';
import { Fragment, useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { useWork } from '../../components/use-work.ts';
import { FileSkeleton } from './file-list.tsx';
import { type PageOf, usePages } from './use-pages.ts';

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalS, alignContent: 'start', minHeight: '16rem' },
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid' },
  folder: { justifyContent: 'start', width: '100%', textAlign: 'start' },
});

interface Props {
  title: string;
  confirm: string;
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
export function FolderDialog({ title, confirm, drive, elsewhere, without, choose, close }: Props) {
  const styles = useStyles();
  const { api } = useSession();
  const [way, setWay] = useState<Crumb[]>([topOf(drive)]);
  const { working, error, run, retry } = useWork();
  const here = way.at(-1) ?? topOf(drive);
  const folder = here.driveId ? { driveId: here.driveId, itemId: here.itemId } : { itemId: here.itemId };
  const pages = usePages(`${here.driveId} ${here.itemId}`, (page, signal) =>
    api.query<PageOf>('files.browse', { folder, ...(page ? { page } : {}), top: 200 }, signal),
  );
  const folders = pages.files.filter(({ kind, itemId }) => kind === 'folder' && itemId !== without);
  const submit = () =>
    run(async () => {
      if (await choose(folder)) close();
    });
  return (
    <Dialog open onOpenChange={(_, { open }) => (open || working ? undefined : close())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
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
                    <BreadcrumbButton
                      current={index === way.length - 1}
                      onClick={() => setWay(way.slice(0, index + 1))}
                    >
                      {step.name}
                    </BreadcrumbButton>
                  </BreadcrumbItem>
                </Fragment>
              ))}
            </Breadcrumb>
            <Folders folders={folders} pages={pages} enter={(file) => setWay([...way, crumbOf(file)])} />
            {error === undefined ? null : <Problem error={error} retry={retry} />}
          </DialogContent>
          <DialogActions>
            <Button
              appearance="primary"
              disabled={working || pages.first === undefined}
              icon={working ? <Spinner size="tiny" /> : null}
              onClick={submit}
            >
              {confirm}
            </Button>
            <Button disabled={working} onClick={close}>
              Cancel
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
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
