import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CopyRegular, GlobeRegular, LinkRegular } from '@fluentui/react-icons';
import { useCallback } from 'react';
import { useNotify } from '../app/notices.tsx';
import { PersonAvatar } from '../app/person-avatar.tsx';
import type { Ref } from './place.ts';
import { Failed, Reading } from './states.tsx';
import { useFiles, useRead } from './use-files.ts';
import { type Access, accessOf } from './words.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '10px' },
  entry: { display: 'flex', alignItems: 'center', gap: '10px', minWidth: 0 },
  sign: {
    flexShrink: 0,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '32px',
    height: '32px',
    borderRadius: tokens.borderRadiusCircular,
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  text: { flexGrow: 1, minWidth: 0 },
  what: { display: 'block', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** Who may do what with an item, people first, then links. */
export function AccessList({ at: { drive, item } }: { at: Ref }) {
  const styles = useStyles();
  const { api, zone } = useFiles();
  const notify = useNotify();
  const { value, error, status, again } = useRead(
    useCallback(() => api.permissions({ drive, item }), [api, drive, item]),
  );
  if (!value) {
    // Who may only read learns nothing of the others.
    if (status === 403) return <p className={styles.none}>Only those who can edit see who has access.</p>;
    return error ? <Failed error={error} again={again} /> : <Reading label="Reading who has access" rows={2} />;
  }
  if (value.length === 0) return <p className={styles.none}>Nobody but you.</p>;
  const order = ['person', 'group', 'organization', 'anyone'];
  const entries = value.map((one) => accessOf(one, zone));
  entries.sort(
    (a, b) => Number(a.what !== 'Owner') - Number(b.what !== 'Owner') || order.indexOf(a.kind) - order.indexOf(b.kind),
  );
  const copy = (url: string) =>
    navigator.clipboard.writeText(url).then(
      () => notify('The link is on the clipboard.'),
      () => notify(url),
    );
  return (
    <ul className={styles.list} aria-label="Who has access">
      {entries.map((entry) => (
        <li key={entry.id} className={styles.entry}>
          <Sign entry={entry} />
          <span className={styles.text}>
            {entry.who}
            <span className={styles.what}>{[entry.what, ...entry.notes].join(', ')}</span>
          </span>
          {entry.url && (
            <Button
              appearance="subtle"
              icon={<CopyRegular />}
              aria-label={`Copy the link: ${entry.who}`}
              onClick={() => void copy(entry.url!)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function Sign({ entry }: { entry: Access }) {
  const styles = useStyles();
  if (!entry.url) return <PersonAvatar name={entry.who} size={32} kind={entry.kind === 'person' ? 'user' : 'group'} />;
  return (
    <span className={styles.sign} aria-hidden>
      {entry.kind === 'anyone' ? <GlobeRegular fontSize={18} /> : <LinkRegular fontSize={18} />}
    </span>
  );
}
