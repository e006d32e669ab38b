import type { Attachment, Task } from '@aide/contracts/tasks';
import { Button, Caption1, Field, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { AttachRegular, DismissRegular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import { useOperations, useSession } from '../../app/session.ts';
import { useWork } from '../../components/use-work.ts';
import { useWrites } from '../../components/writes-context.ts';
import { sizeInWords } from '../files/words.ts';
import { FilePicker, type PickedFile } from './file-picker.tsx';
import { refOf } from './place.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0, display: 'grid' },
  file: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  icon: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  size: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  part: { display: 'grid', gap: tokens.spacingVerticalXS, justifyItems: 'start' },
  whole: { width: '100%' },
});

/** The files of a task: each is attached and taken away at once, with Undo where that can be taken back. */
export function Attachments({ task, changed }: { task: Task; changed(): void }) {
  const styles = useStyles();
  const { write } = useWrites();
  const { working, error, run, retry } = useWork();
  const [picking, setPicking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  // Also when it was taken back in the notification.
  useOperations((operation) => {
    if (!operation || (/^tasks\.(?:at|de)tach$/.test(operation.action) && /^(?:done|undone)$/.test(operation.state)))
      changed();
  });
  const files = task.attachments ?? [];
  const attach = ({ driveId, itemId }: PickedFile) =>
    run(async () => {
      const file = { kind: 'file', itemId, ...(driveId ? { driveId } : {}) };
      if (!(await write('tasks.attach', { ...refOf(task), file }, { confirm: 'Attach' }))) return;
      setPicking(false);
      opener.current?.focus();
    });
  const detach = ({ id }: Attachment) =>
    run(() => write('tasks.detach', { ...refOf(task), attachmentId: id }, { confirm: 'Take it away' }));
  return (
    <Field label="Files">
      <div className={styles.part}>
        {files.length > 0 ? <FileList files={files} working={working} remove={detach} /> : null}
        {error === undefined ? null : <Problem error={error} retry={retry} />}
        <Button
          ref={opener}
          icon={working ? <Spinner size="tiny" /> : <AttachRegular />}
          aria-expanded={picking}
          disabled={working}
          onClick={() => setPicking(!picking)}
        >
          Attach a file
        </Button>
        {picking ? (
          <div className={styles.whole}>
            <FilePicker working={working} pick={attach} />
          </div>
        ) : null}
      </div>
    </Field>
  );
}

function FileList(props: { files: Attachment[]; working: boolean; remove(file: Attachment): void }) {
  const { files, working, remove } = props;
  const styles = useStyles();
  const { host } = useSession();
  return (
    <ul className={`${styles.list} ${styles.whole}`} aria-label="Attached files">
      {files.map((file) => (
        <li key={file.id} className={styles.file}>
          <AttachRegular className={styles.icon} aria-hidden />
          <Text className={styles.name}>{file.name}</Text>
          <Caption1 className={styles.size}>{sizeInWords(file.size, host.locale)}</Caption1>
          <Button
            appearance="subtle"
            size="small"
            icon={<DismissRegular />}
            aria-label={`Take away ${file.name}`}
            disabled={working}
            onClick={() => remove(file)}
          />
        </li>
      ))}
    </ul>
  );
}
