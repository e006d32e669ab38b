import { Button, Link, makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular, BugRegular, PauseRegular, PlayRegular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import { narrow } from '../app/use-narrow.ts';
import { type Filter, matches } from './entries.ts';
import { Faults } from './faults.tsx';
import { TrafficTable } from './table.tsx';
import { useTraffic } from './use-traffic.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  tools: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: '8px', padding: '10px 16px' },
  title: { margin: '0 12px 0 0', fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold },
  search: { flexGrow: 1, maxWidth: '280px', [narrow]: { maxWidth: 'none' } },
  har: { display: 'inline-flex', alignItems: 'center', gap: '4px', marginLeft: 'auto' },
  error: {
    padding: '4px 16px',
    color: tokens.colorStatusWarningForeground1,
    backgroundColor: tokens.colorStatusWarningBackground1,
  },
});

const all: Filter = { text: '', app: '', status: '' };

/** Every call to Graph as it happens: whose, with which scopes, how it ended. And making it end badly. */
export default function TrafficPage() {
  const styles = useStyles();
  const [paused, setPaused] = useState(false);
  const [filter, setFilter] = useState(all);
  const [faults, setFaults] = useState(false);
  const { entries, error } = useTraffic(paused);
  const apps = useMemo(() => [...new Set(entries.flatMap((e) => e.app ?? []))].sort(), [entries]);
  const shown = useMemo(() => entries.filter((entry) => matches(entry, filter)), [entries, filter]);
  return (
    <div className={styles.page}>
      <div className={styles.tools}>
        <h2 className={styles.title}>Graph traffic</h2>
        <SearchBox
          className={styles.search}
          aria-label="Filter calls"
          placeholder="Filter"
          value={filter.text}
          onChange={(_, { value }) => setFilter({ ...filter, text: value })}
        />
        <Select aria-label="App" value={filter.app} onChange={(_, { value }) => setFilter({ ...filter, app: value })}>
          <option value="">All apps</option>
          {apps.map((app) => (
            <option key={app}>{app}</option>
          ))}
        </Select>
        <Select
          aria-label="Status"
          value={filter.status}
          onChange={(_, { value }) => setFilter({ ...filter, status: value as Filter['status'] })}
        >
          <option value="">Any status</option>
          <option value="ok">Succeeded</option>
          <option value="failed">Failed</option>
        </Select>
        <Button
          appearance="subtle"
          icon={paused ? <PlayRegular /> : <PauseRegular />}
          onClick={() => setPaused(!paused)}
        >
          {paused ? 'Go on' : 'Pause'}
        </Button>
        <Button appearance="subtle" icon={<BugRegular />} aria-expanded={faults} onClick={() => setFaults(!faults)}>
          Faults
        </Button>
        <Link className={styles.har} href="/sandbox/traffic.har" download>
          <ArrowDownloadRegular aria-hidden /> traffic.har
        </Link>
      </div>
      {faults && <Faults />}
      {error && (
        <div className={styles.error} role="status">
          {error}
        </div>
      )}
      <TrafficTable entries={shown} filtered={shown.length < entries.length} />
    </div>
  );
}
