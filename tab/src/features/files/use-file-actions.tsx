import type { File, FileRef } from '@aide/contracts/files';
import { type ReactNode, useState } from 'react';
import { useNotify } from '../../app/notify.tsx';
import { Problem } from '../../app/problem.tsx';
import { copyText } from '../../components/copy-text.ts';
import { NameDialog } from '../../components/name-dialog.tsx';
import { useWork } from '../../components/use-work.ts';
import { useWrites, type Write } from '../../components/writes-context.ts';
import { FolderDialog } from './folder-dialog.tsx';
import { PostDialog } from './post/post-dialog.tsx';
import { ShareDialog, type ShareTab } from './share/share-dialog.tsx';
import { nameFault } from './words.ts';

/** What can be done with a file. */
export type Doing = 'share' | 'access' | 'copyLink' | 'post' | 'rename' | 'move' | 'copy' | 'delete';

/** Of a file, what names it to the server. */
export const refOf = ({ driveId, itemId }: FileRef): FileRef => ({ ...(driveId ? { driveId } : {}), itemId });

type Open = { file: File } & (
  | { what: 'share'; tab: ShareTab; url?: string }
  | { what: 'post' | 'rename' | 'move' | 'copy' }
);

export interface FileActions {
  act(doing: Doing, file: File): void;
  /** The dialog that is open, and what went wrong without one. */
  shown: ReactNode;
}

export function useFileActions(): FileActions {
  const { write } = useWrites();
  const { say } = useNotify();
  const work = useWork();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);

  const copyLink = async (file: File) => {
    const input = { file: refOf(file), role: 'view', scope: 'organization' };
    const done = await write('files.link', input, { confirm: 'Make the link' });
    if (!done?.receipt) return;
    const { url } = done.receipt.result as { url: string };
    if (await copyText(url)) say('The link is on your clipboard');
    else setOpen({ what: 'share', file, tab: 'link', url });
  };
  const remove = (file: File) => write('files.delete', { file: refOf(file) }, { confirm: 'Delete' });

  const act: FileActions['act'] = (doing, file) => {
    work.clear();
    if (doing === 'share') setOpen({ what: 'share', file, tab: 'people' });
    else if (doing === 'access') setOpen({ what: 'share', file, tab: 'access' });
    else if (doing === 'copyLink') void work.run(() => copyLink(file));
    else if (doing === 'delete') void work.run(() => remove(file));
    else setOpen({ what: doing, file });
  };

  return {
    act,
    shown: (
      <>
        {work.error === undefined ? null : <Problem error={work.error} retry={work.retry} />}
        {open ? dialogOf(open, close, write) : null}
      </>
    ),
  };
}

function dialogOf(open: Open, close: () => void, write: Write): ReactNode {
  const { file } = open;
  const ref = refOf(file);
  if (open.what === 'share') return <ShareDialog file={file} tab={open.tab} url={open.url} close={close} />;
  if (open.what === 'post') return <PostDialog file={file} close={close} />;
  if (open.what === 'rename')
    return (
      <NameDialog
        title={`Rename “${file.name}”`}
        label="New name"
        initial={file.name}
        verb="Rename"
        fault={nameFault}
        close={close}
        save={(name) => write('files.rename', { file: ref, name }, { confirm: 'Rename' })}
      />
    );
  const moving = open.what === 'move';
  return (
    <FolderDialog
      title={`${moving ? 'Move' : 'Copy'} “${file.name}”`}
      verb={moving ? 'Move here' : 'Copy here'}
      drive={file.driveId}
      // Within one drive only: Graph moves nothing into another one.
      elsewhere={!moving}
      without={file.itemId}
      close={close}
      choose={(to) =>
        moving
          ? write('files.move', { file: ref, to: { itemId: to.itemId } }, { confirm: 'Move' })
          : write('files.copy', { file: ref, to: refOf(to) }, { confirm: 'Copy' })
      }
    />
  );
}
