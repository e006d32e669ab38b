import { Body1, Button, Caption1, makeStyles, ProgressBar, Subtitle2, tokens } from '@fluentui/react-components';
import { Problem } from '../../../app/problem.tsx';
import { useSession } from '../../../app/session.ts';
import { sizeInWords } from '../words.ts';
import type { Upload, Uploads } from './uploads.ts';

const useStyles = makeStyles({
  panel: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  head: { display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: tokens.spacingHorizontalS },
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalM },
  entry: { display: 'grid', gap: tokens.spacingVerticalXS },
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  text: { flex: '1 1 10rem', minWidth: 0, display: 'grid' },
  minor: { color: tokens.colorNeutralForeground2 },
});

/** What is being uploaded, what became of it, and what has to be decided. */
export function UploadList({ uploads, list }: { uploads: Uploads; list: readonly Upload[] }) {
  const styles = useStyles();
  if (list.length === 0) return null;
  const under = list.filter(({ state }) => /^(waiting|sending|asking)$/.test(state)).length;
  return (
    <section aria-label="Uploads" className={styles.panel}>
      <div className={styles.head}>
        <Subtitle2 as="h2" aria-live="polite">
          {under > 0 ? `Uploading ${under === 1 ? 'one file' : `${under} files`}` : 'Uploads'}
        </Subtitle2>
        {under < list.length ? (
          <Button size="small" appearance="subtle" onClick={uploads.clear}>
            Clear
          </Button>
        ) : null}
      </div>
      <ul className={styles.list}>
        {list.map((upload) => (
          <Entry key={upload.id} upload={upload} uploads={uploads} />
        ))}
      </ul>
    </section>
  );
}

function Entry({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
  const styles = useStyles();
  const { host } = useSession();
  const { id, name, size, sent, state, error } = upload;
  return (
    <li className={styles.entry}>
      <div className={styles.line}>
        <div className={styles.text}>
          <Body1>{name}</Body1>
          <Caption1 className={styles.minor}>{stateInWords(upload, host.locale)}</Caption1>
        </div>
        {state === 'asking' ? (
          <>
            <Button size="small" onClick={() => uploads.choose(id, 'replace')}>
              Replace
            </Button>
            <Button size="small" onClick={() => uploads.choose(id, 'rename')}>
              Keep both
            </Button>
            <Button size="small" onClick={() => uploads.choose(id, 'skip')}>
              Skip
            </Button>
          </>
        ) : null}
        {state === 'stopped' && size > 0 ? (
          <Button size="small" appearance="primary" onClick={() => uploads.resume(id)}>
            Resume
          </Button>
        ) : null}
        {/^(waiting|sending|stopped)$/.test(state) ? (
          <Button size="small" aria-label={`Cancel the upload of ${name}`} onClick={() => uploads.cancel(id)}>
            Cancel
          </Button>
        ) : null}
      </div>
      {state === 'sending' ? <ProgressBar aria-label={`Upload of ${name}`} value={size > 0 ? sent / size : 0} /> : null}
      {state === 'stopped' ? <Problem error={error} retry={() => uploads.resume(id)} /> : null}
    </li>
  );
}

function stateInWords({ state, sent, size, where }: Upload, locale: string): string {
  if (state === 'sending') {
    const share = new Intl.NumberFormat(locale, { style: 'percent' }).format(size > 0 ? sent / size : 0);
    return `${sizeInWords(sent, locale)} of ${sizeInWords(size, locale)} · ${share}`;
  }
  const words: Record<Exclude<Upload['state'], 'sending'>, string> = {
    waiting: `Waits for its turn, to ${where}`,
    asking: `There is a file of this name in ${where}. What should happen?`,
    stopped: 'Stopped',
    done: `Uploaded to ${where}`,
    skipped: 'Skipped: what was there stays',
    cancelled: 'Cancelled',
  };
  return words[state];
}
