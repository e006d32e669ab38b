import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

type Kind = 'info' | 'error';
interface Notice {
  id: number;
  text: string;
  kind: Kind;
}

const NoticeContext = createContext<(text: string, kind?: Kind) => void>(() => undefined);
/** Shows a short notice at the bottom of the page and says it to screen readers. */
export const useNotify = () => useContext(NoticeContext);

const useStyles = makeStyles({
  stack: {
    position: 'fixed',
    bottom: '76px',
    left: '50%',
    transform: 'translateX(-50%)',
    zIndex: 1000,
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    width: 'min(480px, calc(100vw - 32px))',
    pointerEvents: 'none',
  },
  notice: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '12px',
    padding: '8px 8px 8px 16px',
    color: tokens.colorNeutralForegroundInverted,
    backgroundColor: tokens.colorNeutralBackgroundInverted,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow16,
    pointerEvents: 'auto',
    overflowWrap: 'anywhere',
  },
});

/** How long a notice stays; an error stays until it is closed. Milliseconds. */
const stays = 8000;

export function Notices({ children }: { children: ReactNode }) {
  const styles = useStyles();
  const [notices, setNotices] = useState<Notice[]>([]);
  const close = useCallback((id: number) => setNotices((now) => now.filter((n) => n.id !== id)), []);
  const notify = useCallback(
    (text: string, kind: Kind = 'info') => {
      const id = performance.now();
      setNotices((now) => [...now.slice(-2), { id, text, kind }]);
      if (kind === 'info') setTimeout(() => close(id), stays);
    },
    [close],
  );
  return (
    <NoticeContext.Provider value={notify}>
      {children}
      <section className={styles.stack} aria-label="Notices" aria-live="polite">
        {notices.map(({ id, text, kind }) => (
          <div key={id} className={styles.notice} role={kind === 'error' ? 'alert' : 'status'}>
            <span>{text}</span>
            <Button
              appearance="transparent"
              style={{ color: 'inherit' }}
              icon={<DismissRegular />}
              aria-label="Close notice"
              onClick={() => close(id)}
            />
          </div>
        ))}
      </section>
    </NoticeContext.Provider>
  );
}
