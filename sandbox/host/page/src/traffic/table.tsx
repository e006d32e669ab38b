import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { Fragment, memo, useState } from 'react';
import type { TrafficEntry } from '../api/sandbox.ts';
import { useNarrow } from '../app/use-narrow.ts';
import { Details } from './details.tsx';

const useStyles = makeStyles({
  scroll: {
    flexGrow: 1,
    minHeight: 0,
    overflow: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  table: { width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed', fontSize: tokens.fontSizeBase200 },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    padding: '8px',
    textAlign: 'start',
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: `inset 0 -1px 0 ${tokens.colorNeutralStroke1}`,
  },
  cell: {
    padding: '5px 8px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  mono: { fontFamily: tokens.fontFamilyMonospace },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  failed: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
  open: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    maxWidth: '100%',
    padding: '2px',
    font: 'inherit',
    fontFamily: tokens.fontFamilyMonospace,
    color: 'inherit',
    textAlign: 'start',
    background: 'none',
    border: 'none',
    borderRadius: tokens.borderRadiusSmall,
    cursor: 'pointer',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  chevron: { flexShrink: 0 },
  path: { overflow: 'hidden', textOverflow: 'ellipsis' },
  empty: { padding: '40px', textAlign: 'center', color: tokens.colorNeutralForeground2 },
});

const columns = [
  { title: 'Method', width: '72px' },
  { title: 'Path' },
  { title: 'Status', width: '56px' },
  { title: 'Time', width: '72px', number: true },
  { title: 'App', width: '14%', wideOnly: true },
  { title: 'User', width: '14%', wideOnly: true },
];

export function TrafficTable({ entries, filtered }: { entries: TrafficEntry[]; filtered: boolean }) {
  const styles = useStyles();
  const [open, setOpen] = useState<number>();
  const isNarrow = useNarrow();
  const shown = columns.filter((column) => !isNarrow || !column.wideOnly);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label="Graph calls">
      <table className={styles.table}>
        <thead>
          <tr>
            {shown.map(({ title, width, number }) => (
              <th
                key={title}
                scope="col"
                style={{ width }}
                className={mergeClasses(styles.head, number && styles.number)}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Row key={entry.id} entry={entry} open={open === entry.id} onToggle={setOpen} columns={shown.length} />
          ))}
        </tbody>
      </table>
      {entries.length === 0 && (
        <p className={styles.empty}>
          {filtered ? 'No call matches the filter.' : 'No calls to Graph yet. Ask Aide something in the chat.'}
        </p>
      )}
    </section>
  );
}

interface RowProps {
  entry: TrafficEntry;
  open: boolean;
  /** How many are shown; the last two only where there is room. */
  columns: number;
  onToggle(id: number | undefined): void;
}

const Row = memo(function Row({ entry, open, columns: shown, onToggle }: RowProps) {
  const styles = useStyles();
  return (
    <Fragment>
      <tr>
        <td className={mergeClasses(styles.cell, styles.mono)}>{entry.method}</td>
        <td className={styles.cell}>
          <button
            type="button"
            className={styles.open}
            aria-expanded={open}
            onClick={() => onToggle(open ? undefined : entry.id)}
          >
            {open ? (
              <ChevronDownRegular aria-hidden className={styles.chevron} />
            ) : (
              <ChevronRightRegular aria-hidden className={styles.chevron} />
            )}
            <span className={styles.path}>{readablePath(entry.path)}</span>
          </button>
        </td>
        <td className={mergeClasses(styles.cell, entry.status >= 400 && styles.failed)}>{entry.status || 'none'}</td>
        <td className={mergeClasses(styles.cell, styles.number)}>{Math.round(entry.duration)} ms</td>
        {shown === columns.length && (
          <>
            <td className={styles.cell}>{entry.app}</td>
            <td className={styles.cell}>{entry.user}</td>
          </>
        )}
      </tr>
      {open && (
        <tr>
          <td colSpan={shown} className={styles.cell} style={{ whiteSpace: 'normal' }}>
            <Details entry={entry} />
          </td>
        </tr>
      )}
    </Fragment>
  );
});

/** '/me/events?$select=id' of '/v1.0/me/events?%24select=id' */
const readablePath = (path: string) => {
  try {
    return decodeURIComponent(path.replaceAll('+', ' ')).replace(/^\/v1\.0/, '');
  } catch {
    return path;
  }
};
