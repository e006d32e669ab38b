import type { SavedFile } from '@aide/contracts/mail/outside';
import type { Part } from '@aide/contracts/operations';
import { Link, makeStyles, ProgressBar, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, ClockRegular, ErrorCircleRegular, LinkRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useSession } from '../../app/session.ts';
import { sizeText } from '../../app/sizes.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalS },
  file: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'start',
  },
  icon: { display: 'grid', fontSize: '20px' },
  done: { color: tokens.colorPaletteGreenForeground1 },
  failed: { color: tokens.colorPaletteRedForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
  note: { display: 'block', color: tokens.colorNeutralForeground2 },
  bar: { marginTop: tokens.spacingVerticalXS },
});

/** One attachment on its way into a folder, or there. */
export interface FileRow {
  id: string;
  name: string;
  state: 'queued' | 'working' | 'saved' | 'failed' | 'link';
  /** 0 to 100. */
  percent?: number;
  note?: string;
  url?: string;
}

/** While they are saved. */
export const rowOfPart = ({ id, title, state, percent, note }: Part): FileRow => ({
  id,
  name: title,
  state: state === 'done' ? 'saved' : state,
  percent,
  note,
});

/** What became of them. */
export const rowOfFile = ({ attachment, name, state, saved, note }: SavedFile): FileRow => ({
  id: attachment,
  name: saved?.name ?? name,
  state,
  note: [saved ? sizeText(saved.size) : '', note ?? ''].filter(Boolean).join(' · '),
  url: saved?.webUrl,
});

/** Each file with how far it is, or what became of it. */
export function FileList({ rows }: { rows: FileRow[] }) {
  const styles = useStyles();
  const { host } = useSession();
  const icons: Record<FileRow['state'], ReactNode> = {
    queued: <ClockRegular className={styles.quiet} aria-label="Waits" />,
    working: <Spinner size="extra-tiny" aria-label="Is saved" />,
    saved: <CheckmarkCircleRegular className={styles.done} aria-label="Saved" />,
    failed: <ErrorCircleRegular className={styles.failed} aria-label="Not saved" />,
    link: <LinkRegular className={styles.quiet} aria-label="A link" />,
  };
  return (
    <ul className={styles.list} aria-label="Files">
      {rows.map(({ id, name, state, percent, note, url }) => (
        <li key={id} className={styles.file}>
          <span className={styles.icon}>{icons[state]}</span>
          <span>
            {url ? (
              <Link as="button" type="button" inline onClick={() => host.openLink(url)}>
                {name}
              </Link>
            ) : (
              <Text>{name}</Text>
            )}
            {state === 'working' && percent !== undefined ? (
              <ProgressBar className={styles.bar} value={percent / 100} aria-label={`${name}: ${percent} percent`} />
            ) : null}
            {note ? (
              <Text size={200} className={styles.note}>
                {note}
              </Text>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
