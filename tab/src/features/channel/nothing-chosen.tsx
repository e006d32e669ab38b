import { Body1, Button, makeStyles, Title3, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useSession } from '../../app/session.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalXXL, maxWidth: '36rem' },
  button: { justifySelf: 'start' },
});

/** In a channel or chat, where nothing was chosen to be shown to all: nothing of the person's own is read or shown. */
export function NothingChosen() {
  const styles = useStyles();
  const { host } = useSession();
  const [cannot, setCannot] = useState(!host.appId);
  const open = async () => setCannot(!(await host.openPersonal().catch(() => false)));
  return (
    <main className={styles.page}>
      <Title3 as="h1">Aide works for each person</Title3>
      <Body1>
        Your day, your tasks and what Aide did for you are yours, so they are not shown here, where the whole team
        looks. They are in your own Aide tab.
      </Body1>
      <Body1>
        In this conversation you can write to Aide instead: mention @Aide and say what you need, for example “find a
        time with Megan tomorrow” or “post this in General on Monday at 9”.
      </Body1>
      {cannot ? (
        <Body1>To open your own tab, choose Aide among the apps at the left.</Body1>
      ) : (
        <Button appearance="primary" className={styles.button} onClick={open}>
          Open my tab
        </Button>
      )}
    </main>
  );
}
