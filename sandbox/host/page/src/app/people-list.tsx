import { makeStyles, mergeClasses, tokens, useArrowNavigationGroup } from '@fluentui/react-components';
import type { Person } from '../api/sandbox.ts';
import { PersonAvatar } from './person-avatar.tsx';
import { hrefOf, type Route } from './route.ts';
import { placeOf, timeOf } from './time.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '2px' },
  wide: { gridTemplateColumns: 'repeat(auto-fill, minmax(260px, 1fr))', gap: '8px' },
  person: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    padding: '8px',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '&[aria-current]': { backgroundColor: tokens.colorBrandBackground2 },
  },
  names: { minWidth: 0, flexGrow: 1 },
  name: { display: 'block', fontWeight: tokens.fontWeightSemibold },
  detail: {
    display: 'block',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  time: { flexShrink: 0, textAlign: 'end' },
});

/** More than anybody reads through. */
const most = 100;

interface Props {
  people: Person[];
  /** What is typed to find somebody. */
  query: string;
  /** Milliseconds. */
  now: number;
  current?: Person;
  route: Route;
  wide?: boolean;
}

/** People as links: another window of the same page can be another person. */
export function PeopleList({ people, query, now, current, route, wide }: Props) {
  const styles = useStyles();
  const arrows = useArrowNavigationGroup({ axis: 'vertical', circular: true });
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = people.filter((person) => {
    const text = `${person.displayName} ${person.jobTitle ?? ''} ${person.userPrincipalName}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  if (found.length === 0) return <p role="status">Nobody here is called that.</p>;
  return (
    <ul className={mergeClasses(styles.list, wide && styles.wide)} aria-label="People" {...arrows}>
      {found.slice(0, most).map((person) => (
        <li key={person.id}>
          <a
            className={styles.person}
            href={`/${hrefOf({ ...route, as: person.userPrincipalName })}`}
            aria-current={person.id === current?.id ? 'true' : undefined}
          >
            <PersonAvatar name={person.displayName} person={person.id} size={40} />
            <span className={styles.names}>
              <span className={styles.name}>{person.displayName}</span>
              <span className={styles.detail}>{person.jobTitle ?? person.userPrincipalName}</span>
            </span>
            <span className={mergeClasses(styles.detail, styles.time)}>
              {timeOf(now, person.timeZone)}
              <br />
              {placeOf(person.timeZone)}
            </span>
          </a>
        </li>
      ))}
      {found.length > most && <li className={styles.detail}>and more: type more of the name</li>}
    </ul>
  );
}
