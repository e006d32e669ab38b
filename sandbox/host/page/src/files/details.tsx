import { Button, makeStyles, tokens } from '@fluentui/react-components';
import {
  ArrowDownloadRegular,
  DeleteRegular,
  DismissRegular,
  FolderOpenRegular,
  RenameRegular,
} from '@fluentui/react-icons';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { hrefOf } from '../app/route.ts';
import { narrow, useNarrow } from '../app/use-narrow.ts';
import { AccessList } from './access-list.tsx';
import { DeleteDialog, RenameDialog } from './dialogs.tsx';
import { type DriveItem, isFolder, kindOf, nameOf, refOf } from './drive-item.ts';
import { FileIcon } from './file-icon.tsx';
import type { Ref } from './place.ts';
import { Preview } from './preview.tsx';
import { Failed, Reading } from './states.tsx';
import { useFiles, useRead } from './use-files.ts';
import { VersionList } from './version-list.tsx';
import { kindText, sizeText, whenText } from './words.ts';

const useStyles = makeStyles({
  pane: {
    width: '360px',
    flexShrink: 0,
    boxSizing: 'border-box',
    overflowY: 'auto',
    padding: '12px 16px 24px',
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    overflowWrap: 'anywhere',
    '@media (max-width: 1100px)': { width: '320px' },
    [narrow]: { width: '100%', flexGrow: 1, borderLeft: 'none', padding: '8px 12px 24px' },
  },
  head: { display: 'flex', alignItems: 'flex-start', gap: '10px' },
  title: {
    flexGrow: 1,
    margin: '4px 0',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    ':focus': { outline: 'none' },
  },
  icon: { marginTop: '4px' },
  tools: { display: 'flex', flexWrap: 'wrap', gap: '4px', margin: '12px 0' },
  heading: { margin: '20px 0 8px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  facts: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', gap: '4px 16px', margin: 0 },
  term: { color: tokens.colorNeutralForeground2 },
  fact: { margin: 0 },
});

interface Props {
  at: Ref;
  onClose(): void;
  /** It is gone: deleted, from here. */
  onGone(): void;
}

/** All of one item: what is in it, who may do what with it, what it was before. */
export function Details({ at, onClose, onGone }: Props) {
  const styles = useStyles();
  const { api } = useFiles();
  const { drive, item: id } = at;
  const { value: item, error, again } = useRead(useCallback(() => api.item({ drive, item: id }), [api, drive, id]));
  const isNarrow = useNarrow();
  const title = useRef<HTMLHeadingElement>(null);
  const isThere = item !== undefined;
  // On a phone the details take the list's place, and the focus with it.
  useEffect(() => {
    if (isNarrow && isThere) title.current?.focus();
  }, [isNarrow, isThere]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && !event.defaultPrevented && onClose();
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onClose]);
  return (
    <section className={styles.pane} aria-label={item ? `Details of ${titleOf(item)}` : 'Details'}>
      <div className={styles.head}>
        {item && (
          <span className={styles.icon}>
            <FileIcon kind={kindOf(item)} size={28} />
          </span>
        )}
        <h2 ref={title} tabIndex={-1} className={styles.title}>
          {item ? titleOf(item) : 'Details'}
        </h2>
        <Button appearance="subtle" icon={<DismissRegular />} aria-label="Close details" onClick={onClose} />
      </div>
      {item ? (
        <Content key={item.id} item={item} onGone={onGone} />
      ) : error ? (
        <Failed error={error} again={again} />
      ) : (
        <Reading label="Reading the details" rows={4} />
      )}
    </section>
  );
}

const titleOf = (item: DriveItem) => (item.root ? 'The whole library' : item.name);

function Content({ item, onGone }: { item: DriveItem; onGone(): void }) {
  const styles = useStyles();
  const { now, zone } = useFiles();
  const [dialog, setDialog] = useState<'rename' | 'delete'>();
  const ref = refOf(item);
  const download = item['@microsoft.graph.downloadUrl'];
  const fact = (term: string, value: ReactNode) =>
    value !== undefined &&
    value !== '' && (
      <>
        <dt className={styles.term}>{term}</dt>
        <dd className={styles.fact}>{value}</dd>
      </>
    );
  const by = (at: string | undefined, who: string) => [whenText(at, now, zone), who].filter(Boolean).join(', ');
  return (
    <>
      <Preview key={item.eTag} item={item} />
      <div className={styles.tools}>
        {isFolder(item) && (
          <Button
            size="small"
            as="a"
            href={hrefOf({ view: 'files', detail: `${ref.drive}:${ref.item}` })}
            icon={<FolderOpenRegular />}
          >
            Open
          </Button>
        )}
        {download && (
          <Button size="small" as="a" href={download} download={item.name} icon={<ArrowDownloadRegular />}>
            Download
          </Button>
        )}
        {!item.root && (
          <>
            <Button size="small" icon={<RenameRegular />} onClick={() => setDialog('rename')}>
              Rename
            </Button>
            <Button size="small" icon={<DeleteRegular />} onClick={() => setDialog('delete')}>
              Delete
            </Button>
          </>
        )}
      </div>
      <dl className={styles.facts}>
        {fact('Kind', kindText[kindOf(item)])}
        {fact('Size', item.size === undefined ? undefined : sizeText(item.size))}
        {fact('Items', item.folder?.childCount?.toLocaleString('en'))}
        {fact('Modified', by(item.lastModifiedDateTime, nameOf(item.lastModifiedBy)))}
        {fact('Created', by(item.createdDateTime, nameOf(item.createdBy)))}
        {fact('About', item.description)}
        {fact('State', item.publication?.level === 'checkout' ? 'Checked out' : undefined)}
      </dl>
      <h3 className={styles.heading}>Who has access</h3>
      <AccessList at={ref} />
      {item.file && (
        <>
          <h3 className={styles.heading}>Versions</h3>
          <VersionList at={ref} />
        </>
      )}
      {dialog === 'rename' && <RenameDialog item={item} onClose={() => setDialog(undefined)} />}
      {dialog === 'delete' && <DeleteDialog item={item} onClose={() => setDialog(undefined)} onDone={onGone} />}
    </>
  );
}
