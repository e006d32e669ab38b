import type { File, FileRef, SearchOutput } from '@aide/contracts/files';
import { Body1, Button, Caption1, Input, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { Allow } from '../../components/allow.tsx';
import { useFound } from '../../components/use-found.ts';
import { sizeInWords } from '../files/words.ts';

const useStyles = makeStyles({
  picker: { display: 'grid', gap: tokens.spacingVerticalXS, minWidth: 0 },
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid' },
  file: { width: '100%', maxWidth: '100%', justifyContent: 'start', textAlign: 'start' },
  text: { display: 'grid', minWidth: 0, overflowWrap: 'anywhere' },
  about: { color: tokens.colorNeutralForeground3 },
});

export type PickedFile = FileRef & Pick<File, 'name'>;
const most = 6;

/** One file of OneDrive or SharePoint, found by its name. */
export function FilePicker({ working, pick }: { working: boolean; pick(file: PickedFile): void }) {
  const styles = useStyles();
  const { api, host } = useSession();
  const [typed, setTyped] = useState('');
  /** Consent has changed what is found. */
  const [turn, setTurn] = useState(0);
  const words = typed.trim();
  const { value, error } = useFound(words === '' ? '' : `${turn} ${words}`, (_, signal) =>
    api.query<SearchOutput>('files.search', { text: words, top: 25 }, signal),
  );
  const again = () => setTurn((before) => before + 1);
  const files = value?.files.filter(({ kind }) => kind === 'file').slice(0, most) ?? [];
  const enter = (event: KeyboardEvent) => {
    // Not the form's: that would save and close it.
    if (event.key === 'Enter') event.preventDefault();
  };
  return (
    <div className={styles.picker}>
      <Input
        aria-label="Find a file"
        placeholder="Name of a file"
        value={typed}
        maxLength={200}
        // It was asked for.
        autoFocus
        onChange={(_, data) => setTyped(data.value)}
        onKeyDown={enter}
      />
      {error === undefined ? null : <Problem error={error} retry={again} />}
      {words !== '' && !value && error === undefined ? <Spinner size="tiny" label="Looking …" /> : null}
      <div role="status">{value && files.length === 0 ? <Body1>No file found for “{words}”.</Body1> : null}</div>
      {files.length > 0 ? (
        <ul className={styles.list} aria-label="Files found">
          {files.map((file) => (
            <li key={`${file.driveId} ${file.itemId}`}>
              <Button appearance="subtle" className={styles.file} disabled={working} onClick={() => pick(file)}>
                <span className={styles.text}>
                  {file.name}
                  <Caption1 className={styles.about}>
                    {[file.where, ...(file.size === undefined ? [] : [sizeInWords(file.size, host.locale)])].join(
                      ' · ',
                    )}
                  </Caption1>
                </span>
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {value?.connectUrl ? (
        <Allow text="Only your own OneDrive was searched." connectUrl={value.connectUrl} done={again} />
      ) : null}
    </div>
  );
}
