import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { ErrorBoundary } from '../../app/error-boundary.tsx';
import { Notifications } from '../../app/notify.tsx';
import { useSession } from '../../app/session.ts';
import { usePlace } from '../../app/use-place.ts';
import type { SharedPlace } from '../../host.ts';
import { contentsFor, type SharedContent } from './contents.ts';
import { NothingChosen } from './nothing-chosen.tsx';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    minHeight: '100vh',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalXL} clamp(${tokens.spacingHorizontalM}, 3vw, ${tokens.spacingHorizontalXXXL})`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  content: { flexGrow: 1, width: '100%', maxWidth: '76rem', minWidth: 0, marginInline: 'auto' },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
  },
});

/** A tab in a channel or group chat: what was chosen for all, read as the person who looks. */
export default function SharedTab({ place }: { place: SharedPlace }) {
  const { host } = useSession();
  const chosen = contentsFor(place).find(({ id }) => id === host.pageId);
  return chosen ? <Chosen chosen={chosen} /> : <NothingChosen />;
}

function Chosen({ chosen }: { chosen: SharedContent }) {
  const styles = useStyles();
  const { host } = useSession();
  const views = useMemo(() => [chosen], [chosen]);
  const [{ item }, show] = usePlace(host, views);
  const [cannot, setCannot] = useState(!host.appId);
  const Content = chosen.content;
  const open = async () => setCannot(!(await host.openPersonal().catch(() => false)));
  return (
    <Notifications>
      <div className={styles.page}>
        <main className={styles.content}>
          <ErrorBoundary>
            <Content item={item} show={(next) => show({ view: chosen.id, item: next })} go={show} />
          </ErrorBoundary>
        </main>
        <footer className={styles.foot}>
          <Caption1>Everybody here has this tab, each with their own permissions. What is yours alone is in</Caption1>
          {cannot ? (
            <Caption1>your own Aide, among the apps at the left.</Caption1>
          ) : (
            <Button size="small" onClick={open}>
              Your own Aide
            </Button>
          )}
        </footer>
      </div>
    </Notifications>
  );
}
