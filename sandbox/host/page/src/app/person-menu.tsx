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
import { usePeople } from './use-people.ts';
import { useRoute } from './use-route.ts';

const useStyles = makeStyles({
  button: { paddingLeft: '4px', paddingRight: '8px', [narrow]: { minWidth: 'auto', paddingRight: '4px' } },
  name: {
    marginLeft: '8px',
    fontWeight: tokens.fontWeightRegular,
    // There is no room for it, but it is still the button's name.
    [narrow]: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  },
  surface: { width: 'min(360px, calc(100vw - 48px))', padding: '12px' },
  search: { width: '100%', maxWidth: 'none' },
  list: { maxHeight: 'min(480px, 60vh)', overflowY: 'auto', marginTop: '8px' },
  hint: { margin: '8px 0 0', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

/** Who this page is, and being somebody else. */
export function PersonMenu() {
  const { me, tenant, clock, sandbox } = useSession();
  const styles = useStyles();
  const route = useRoute();
  const now = useMinute(clock);
  const [query, setQuery] = useState('');
  const people = usePeople(sandbox, tenant, query);
  return (
    <Popover trapFocus positioning="below-end" onOpenChange={() => setQuery('')}>
      <PopoverTrigger disableButtonEnhancement>
        <Button appearance="subtle" className={styles.button}>
          <PersonAvatar name={me.displayName} person={me.id} size={28} />
          <span className="visually-hidden">Switch person, now </span>
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
          <PeopleList people={people} query={query} now={now} current={me} route={{ view: route.view }} />
        </div>
        <p className={styles.hint}>Open a name in a second window to be two people at once.</p>
      </PopoverSurface>
    </Popover>
  );
}
