import { CounterBadge, makeStyles, tokens } from '@fluentui/react-components';
import { useSession } from '../session/session.tsx';
import { hrefOf } from './route.ts';
import { narrow } from './use-narrow.ts';
import type { View } from './views.ts';
import { viewsFor } from './views.ts';

const useStyles = makeStyles({
  rail: {
    gridArea: 'rail',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: '4px',
    padding: '4px 6px',
    [narrow]: {
      flexDirection: 'row',
      gap: 0,
      padding: '2px 4px',
      borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  item: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '2px',
    padding: '8px 2px 6px',
    minWidth: '56px',
    // As many as there are share the width.
    [narrow]: { minWidth: 0, flex: '1 1 0' },
    fontSize: tokens.fontSizeBase100,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorNeutralBackground4Hover, color: tokens.colorBrandForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '&[aria-current]': { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
    '&[aria-current]::before': {
      content: '""',
      position: 'absolute',
      left: '-4px',
      top: '10px',
      bottom: '10px',
      width: '3px',
      borderRadius: '2px',
      backgroundColor: tokens.colorBrandForeground1,
      [narrow]: { left: '25%', right: '25%', top: '-2px', bottom: 'auto', width: 'auto', height: '3px' },
    },
  },
  badge: { position: 'absolute', top: '3px', right: '8px' },
});

/** The views, at the left; below the view on a phone. */
export function Rail({ current }: { current: View }) {
  const styles = useStyles();
  const { me } = useSession();
  return (
    <nav className={styles.rail} aria-label="Views">
      {viewsFor(me).map((view) => (
        <RailItem key={view.id} view={view} selected={view === current} />
      ))}
    </nav>
  );
}

const none = () => 0;

function RailItem({ view, selected }: { view: View; selected: boolean }) {
  const styles = useStyles();
  const Icon = selected ? view.iconSelected : view.icon;
  const useBadge = view.useBadge ?? none;
  const count = useBadge();
  return (
    <a className={styles.item} href={hrefOf({ view: view.id })} aria-current={selected ? 'page' : undefined}>
      <Icon fontSize={22} aria-hidden />
      <span>{view.label}</span>
      {count > 0 && <CounterBadge className={styles.badge} count={count} size="small" color="danger" aria-hidden />}
      {count > 0 && <span className="visually-hidden">, {count} new</span>}
    </a>
  );
}
