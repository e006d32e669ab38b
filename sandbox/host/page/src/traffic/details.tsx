import { makeStyles, tokens } from '@fluentui/react-components';
import type { TrafficEntry } from '../api/sandbox.ts';
import { timeOf } from '../app/time.ts';
import { useSession } from '../session/session.tsx';
import { scopesOf } from './entries.ts';

const useStyles = makeStyles({
  details: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: '4px 16px',
    margin: '4px 0 8px 24px',
    overflowWrap: 'anywhere',
  },
  term: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0 },
});

/** One call with what it was allowed to do. Its headers and bodies are in the HAR. */
export function Details({ entry }: { entry: TrafficEntry }) {
  const styles = useStyles();
  const { me } = useSession();
  const rows: [string, string][] = [
    ['Call', `${entry.method} ${entry.path}`],
    [
      'Answer',
      `${entry.status} after ${Math.round(entry.duration)} ms, at ${timeOf(Date.parse(entry.time), me.timeZone)}`,
    ],
    ['App', entry.app ?? 'Unknown'],
    ['On behalf of', entry.user ?? 'Nobody: the app itself'],
    ['Scopes', scopesOf(entry).join(', ') || 'None'],
  ];
  return (
    <dl className={styles.details}>
      {rows.map(([term, value]) => [
        <dt key={term} className={styles.term}>
          {term}
        </dt>,
        <dd key={`${term}:`} className={styles.value}>
          {value}
        </dd>,
      ])}
    </dl>
  );
}
