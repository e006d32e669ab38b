import { makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { SandboxApi, TenantInfo } from '../api/sandbox.ts';
import { PeopleList } from './people-list.tsx';
import { usePeople } from './use-people.ts';
import { useRoute } from './use-route.ts';

const useStyles = makeStyles({
  page: {
    height: '100%',
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground3,
  },
  inner: { maxWidth: '960px', margin: '0 auto', padding: 'min(8vh, 72px) 20px 40px' },
  title: { margin: '16px 0 8px', fontSize: tokens.fontSizeHero800, lineHeight: tokens.lineHeightHero800 },
  lead: {
    margin: '0 0 24px',
    maxWidth: '60ch',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
  },
  panel: {
    padding: '16px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow8,
  },
  search: { width: '100%', maxWidth: '320px', marginBottom: '12px' },
  warning: { color: tokens.colorStatusDangerForeground1 },
});

/** The first thing a newcomer sees: who do you want to be? */
export function Welcome({ sandbox, tenant, unknown }: { sandbox: SandboxApi; tenant: TenantInfo; unknown?: string }) {
  const styles = useStyles();
  const [query, setQuery] = useState('');
  const people = usePeople(sandbox, tenant, query);
  // An address that says what to show, but not to whom, is kept.
  const { view, detail } = useRoute();
  return (
    <main className={styles.page}>
      <div className={styles.inner}>
        <img src="/icon.svg" alt="" width={56} height={56} />
        <h1 className={styles.title}>Who do you want to be?</h1>
        <p className={styles.lead}>
          This is a small Microsoft 365 of its own, with the people of Contoso in it. Pick one of them and talk to Aide:
          it books real meetings in their calendars, and nowhere else.
        </p>
        {unknown !== undefined && (
          <p className={styles.warning} role="alert">
            Nobody here has the address {unknown}.
          </p>
        )}
        <div className={styles.panel}>
          <SearchBox
            className={styles.search}
            aria-label="Find a person"
            placeholder="Find a person"
            value={query}
            onChange={(_, { value }) => setQuery(value)}
          />
          <PeopleList people={people} query={query} now={Date.now()} route={{ view, detail }} wide />
        </div>
      </div>
    </main>
  );
}
