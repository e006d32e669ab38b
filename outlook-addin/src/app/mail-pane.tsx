import type { WholeMail } from '@aide/contracts/mail';
import { useLoad } from '@aide/tab/use-load';
import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { actions } from '../features/actions.ts';
import { Home } from '../features/home/home.tsx';
import { MailHead } from '../features/home/mail-head.tsx';
import type { Opened } from '../host.ts';
import { ActionPage } from './action-page.tsx';
import { Problem } from './problem.tsx';
import { useSession } from './session.ts';
import { Starting } from './starting.tsx';

const useStyles = makeStyles({
  page: { display: 'grid', minWidth: 0 },
  content: { display: 'grid', gap: tokens.spacingVerticalL, padding: tokens.spacingHorizontalL, minWidth: 0 },
});

/** One open mail: what can be done with it, or the one thing that was chosen. */
export function MailPane({ opened }: { opened: Extract<Opened, { kind: 'mail' }> }) {
  const styles = useStyles();
  const { api } = useSession();
  const [chosen, choose] = useState<string>();
  const {
    value: mail,
    error,
    reload,
  } = useLoad(opened.id, (signal) => api.query<WholeMail>('mail.get', { message: opened.id }, signal));
  const left = useRef<string>(undefined);
  useEffect(() => {
    // Back where one was, for whoever uses the keyboard.
    if (chosen === undefined && left.current) document.getElementById(left.current)?.focus();
    left.current = chosen;
  }, [chosen]);
  const action = actions.find(({ id }) => id === chosen);
  return (
    <div className={styles.page}>
      <MailHead opened={opened} mail={mail} />
      <main className={styles.content}>
        {mail === undefined ? (
          error === undefined ? (
            <Starting label="Reading the email" />
          ) : (
            <Problem error={error} retry={reload} />
          )
        ) : action ? (
          <ActionPage key={action.id} title={action.title} back={() => choose(undefined)}>
            <action.content mail={mail} back={() => choose(undefined)} />
          </ActionPage>
        ) : (
          <Home mail={mail} choose={choose} />
        )}
      </main>
    </div>
  );
}
