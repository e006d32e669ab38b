import type { plannedOutput, Target } from '@aide/contracts/posts';
import { makeStyles, Title3, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { z } from 'zod';
import { Failed } from '../../app/failed.tsx';
import { useSession } from '../../app/session.ts';
import { useLoad } from '../../app/use-load.ts';
import { WritesProvider } from '../../components/writes.tsx';
import type { SharedPlace } from '../../host.ts';
import { Composer } from '../posts/composer.tsx';
import { labelOf } from '../posts/places.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
});

/** Writes for the conversation that the tab is in. What one planned or sent is one's own, and is not listed here. */
export default function Write() {
  const styles = useStyles();
  const { api, host } = useSession();
  const { shared } = host;
  const place = useMemo(() => shared && targetOf(shared), [shared]);
  const { value, error, reload } = useLoad('clock', (signal) =>
    api.query<z.infer<typeof plannedOutput>>('posts.planned', {}, signal),
  );
  if (error !== undefined && !value) return <Failed title="Write" error={error} retry={reload} />;
  return (
    <WritesProvider>
      <div className={styles.page}>
        <Title3 as="h1">{place?.kind === 'channel' ? `Write in ${labelOf(place)}` : 'Write in this chat'}</Title3>
        <Composer clock={value} place={place} />
      </div>
    </WritesProvider>
  );
}

const targetOf = (shared: SharedPlace): Target =>
  shared.kind === 'chat' ? shared : { ...shared, team: shared.team || undefined };
