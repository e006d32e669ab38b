import {
  Button,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  SearchBox,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useMinute } from '../session/clock.ts';
import { useSession } from '../session/session.tsx';
import { PeopleList } from './people-list.tsx';
import { PersonAvatar } from './person-avatar.tsx';
import { narrow } from './use-narrow.ts';
import { useRoute } from './use-route.ts';

const useStyles = makeStyles({
  button: { paddingLeft: '4px', paddingRight: '8px', [narrow]: { minWidth: 'auto', paddingRight: '4px' } },
  name: { marginLeft: '8px', fontWeight: tokens.fontWeightRegular, [narrow]: { display: 'none' } },
  surface: { width: 'min(360px, calc(100vw - 48px))', padding: '12px' },
  search: { width: '100%', maxWidth: 'none' },
  list: { maxHeight: 'min(480px, 60vh)', overflowY: 'auto', marginTop: '8px' },
  hint: { margin: '8px 0 0', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

/** Who this page is, and being somebody else. */
export function PersonMenu() {
  const { me, tenant, clock } = useSession();
  const styles = useStyles();
  const route = useRoute();
  const now = useMinute(clock);
  const [query, setQuery] = useState('');
  return (
    <Popover trapFocus positioning="below-end" onOpenChange={() => setQuery('')}>
      <PopoverTrigger disableButtonEnhancement>
        <Button appearance="subtle" className={styles.button} aria-label={`Switch person, now ${me.displayName}`}>
          <PersonAvatar name={me.displayName} size={28} />
          <span className={styles.name}>{me.displayName}</span>
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label="Switch person">
        <SearchBox
          className={styles.search}
          aria-label="Find a person"
          placeholder="Find a person"
          value={query}
          onChange={(_, { value }) => setQuery(value)}
        />
        <div className={styles.list}>
          <PeopleList people={tenant.people} query={query} now={now} current={me} route={{ view: route.view }} />
        </div>
        <p className={styles.hint}>Open a name in a second window to be two people at once.</p>
      </PopoverSurface>
    </Popover>
  );
}
