import type { doneOutput } from '@aide/contracts/mail';
import { useLoad } from '@aide/tab/use-load';
import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowUndoRegular } from '@fluentui/react-icons';
import { useId } from 'react';
import type { z } from 'zod';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { Starting } from '../../app/starting.tsx';
import { useUndo } from '../../components/use-undo.ts';

type DoneOutput = z.infer<typeof doneOutput>;
type Entry = DoneOutput['operations'][number];

const useStyles = makeStyles({
  section: { display: 'grid', gap: tokens.spacingVerticalS, minWidth: 0 },
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalM },
  entry: { display: 'grid', gap: tokens.spacingVerticalXS },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What Aide already did with this conversation, newest first. */
export function Done({ message }: { message: string }) {
  const styles = useStyles();
  const { api } = useSession();
  const id = useId();
  const { value, error, reload } = useLoad(message, (signal) =>
    api.query<DoneOutput>('mail.done', { message }, signal),
  );
  const shown = value?.operations.filter(({ state }) => state !== 'proposed') ?? [];
  return (
    <section aria-labelledby={id} className={styles.section}>
      <Text as="h2" id={id} weight="semibold">
        What Aide did with this conversation
      </Text>
      {error !== undefined ? <Problem error={error} retry={reload} /> : null}
      {value === undefined ? (
        error === undefined ? (
          <Starting label="Looking what was done" lines={2} />
        ) : null
      ) : shown.length === 0 ? (
        <Text className={styles.quiet}>Nothing yet. What you do here is listed, and can be undone.</Text>
      ) : (
        <ul className={styles.list}>
          {shown.map((entry) => (
            <DoneEntry key={`${entry.operation} ${entry.state}`} entry={entry} changed={reload} />
          ))}
        </ul>
      )}
    </section>
  );
}

const notes: Partial<Record<Entry['state'], string>> = {
  attempting: 'Still at work',
  failed: 'Did not happen',
  unknown: 'Not known whether it happened',
  undone: 'Undone',
};

function DoneEntry({ entry, changed }: { entry: Entry; changed(): void }) {
  const styles = useStyles();
  const { host } = useSession();
  const { undo, working, error } = useUndo([entry.operation], changed);
  const { summary, state, at, links, canUndo } = entry;
  const when = new Intl.DateTimeFormat(host.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
  const said = summary || 'Begun';
  return (
    <li className={styles.entry}>
      <Text className={state === 'undone' ? styles.quiet : undefined}>{said}</Text>
      <Text size={200} className={styles.quiet}>
        <time dateTime={at}>{when}</time>
        {notes[state] ? ` · ${notes[state]}` : ''}
      </Text>
      {error === undefined ? null : <Problem error={error} retry={undo} />}
      <div className={styles.foot}>
        {canUndo ? (
          <Button
            size="small"
            icon={<ArrowUndoRegular />}
            disabledFocusable={working}
            aria-label={`Undo: ${said}`}
            onClick={undo}
          >
            Undo
          </Button>
        ) : null}
        {state === 'done'
          ? links.map(({ title, url }) => (
              <Link key={url} as="button" onClick={() => host.openLink(url)}>
                {title}
              </Link>
            ))
          : null}
      </div>
    </li>
  );
}
