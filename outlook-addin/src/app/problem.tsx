import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
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
  const { detail, remedy, requestId } = tell(refused ?? error);
  const { mend } = tell(error);
  const doIt = async () => {
    if (!mend) return;
    setWaiting(true);
    setRefused(undefined);
    try {
      if (mend.kind === 'connect') {
        await identity.connect(mend.url);
        api.connected();
      } else await identity.signIn(mend.claims);
      retry();
    } catch (thrown) {
      setRefused(thrown);
    } finally {
      setWaiting(false);
    }
  };
  return (
    <div role="alert" className={mergeClasses(styles.box, !mend && styles.wrong)}>
      <Text weight="semibold">{detail}</Text>
      <Text>{remedy}</Text>
      {requestId && !mend ? <Text size={200}>Request id {requestId}</Text> : null}
      <div className={styles.buttons}>
        {mend ? (
          <Button appearance="primary" disabled={waiting} onClick={doIt}>
            {mend.word}
          </Button>
        ) : null}
        <Button disabled={waiting} onClick={retry}>
          Try again
        </Button>
      </div>
    </div>
  );
}
