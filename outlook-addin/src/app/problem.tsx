import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { SignInError } from '../sign-in-error.ts';
import { tell } from './problems.ts';
import { useSession } from './session.ts';

const useStyles = makeStyles({
  box: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  wrong: { border: `1px solid ${tokens.colorPaletteRedBorder1}`, backgroundColor: tokens.colorPaletteRedBackground1 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** What happened and what to do next. Signing in and consent are done by its button; then what had failed is tried again. */
export function Problem({ error, retry }: { error: unknown; retry(): void }) {
  const styles = useStyles();
  const { identity, api } = useSession();
  const [waiting, setWaiting] = useState(false);
  const [refused, setRefused] = useState<unknown>();
  const { detail, remedy, requestId, mend } = tell(refused instanceof SignInError ? refused : error);
  const original = tell(error).mend;
  const doIt = async () => {
    const what = original ?? mend;
    if (!what) return;
    setWaiting(true);
    setRefused(undefined);
    try {
      if (what.kind === 'connect') {
        await identity.connect(what.url);
        api.connected();
      } else await identity.signIn(what.claims);
      retry();
    } catch (thrown) {
      setRefused(thrown);
    } finally {
      setWaiting(false);
    }
  };
  return (
    <div role="alert" className={`${styles.box} ${mend ? '' : styles.wrong}`}>
      <Text weight="semibold">{detail}</Text>
      <Text>{remedy}</Text>
      {requestId && !mend ? <Text size={200}>Request id {requestId}</Text> : null}
      <div className={styles.buttons}>
        {original ? (
          <Button appearance="primary" disabled={waiting} onClick={doIt}>
            {original.word}
          </Button>
        ) : null}
        <Button disabled={waiting} onClick={retry}>
          Try again
        </Button>
      </div>
    </div>
  );
}
