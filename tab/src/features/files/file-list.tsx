import type { File } from '@aide/contracts/files';
import { Button, makeStyles, Skeleton, SkeletonItem, Spinner, tokens } from '@fluentui/react-components';
import { type ReactNode, useCallback, useRef } from 'react';
import { Problem } from '../../app/problem.tsx';
import { Allow } from '../../components/allow.tsx';
import { FileRow } from './file-row.tsx';
import type { Doing } from './use-file-actions.tsx';
import type { Pages } from './use-pages.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  page: { display: 'grid', gap: tokens.spacingVerticalM },
  skeleton: { display: 'grid', gap: tokens.spacingVerticalM, paddingTop: tokens.spacingVerticalS },
  more: { justifySelf: 'center' },
});

interface Props {
  pages: Pages;
  /** What the list is called to those who do not see it. */
  label: string;
  where: boolean;
  /** Stands there when nothing is in it. */
  empty: ReactNode;
  /** Why it is not all, where a permission is missing. */
  narrowed?: string;
  open(file: File): void;
  act(doing: Doing, file: File): void;
}

export function FileList({ pages, label, where, empty, narrowed, open, act }: Props) {
  const styles = useStyles();
  const { first, files, error, loading, more, loadMore, reload } = pages;
  // The same for as long as the list is there: rows are not drawn again because a dialog opens.
  const latest = useRef({ open, act });
  latest.current = { open, act };
  const openRow = useCallback((file: File) => latest.current.open(file), []);
  const actRow = useCallback((doing: Doing, file: File) => latest.current.act(doing, file), []);
  if (first === undefined) return loading ? <FileSkeleton /> : <Problem error={error} retry={reload} />;
  return (
    <div className={styles.page}>
      {error === undefined ? null : <Problem error={error} retry={more ? loadMore : reload} />}
      {first.connectUrl && narrowed ? <Allow text={narrowed} connectUrl={first.connectUrl} done={reload} /> : null}
      {files.length === 0 ? (
        empty
      ) : (
        <ul className={styles.list} aria-label={label} aria-busy={loading}>
          {files.map((file) => (
            <FileRow
              key={`${file.driveId ?? ''} ${file.itemId}`}
              file={file}
              where={where}
              open={openRow}
              act={actRow}
            />
          ))}
        </ul>
      )}
      {more ? (
        <Button
          className={styles.more}
          disabled={loading}
          icon={loading ? <Spinner size="tiny" /> : null}
          onClick={loadMore}
        >
          Show more
        </Button>
      ) : null}
    </div>
  );
}

export function FileSkeleton() {
  const styles = useStyles();
  return (
    <Skeleton aria-label="Files are being read" className={styles.skeleton}>
      {['90%', '75%', '85%', '60%', '80%'].map((width) => (
        <SkeletonItem key={width} size={40} style={{ width }} />
      ))}
    </Skeleton>
  );
}
