import type { File, Role } from '@aide/contracts/files';
import type { Target } from '@aide/contracts/posts';
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Spinner,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { Problem } from '../../../app/problem.tsx';
import { useWork } from '../../../components/use-work.ts';
import { useWrites } from '../../../components/writes-context.ts';
import { PlacePicker } from '../../posts/place-picker.tsx';
import { RoleChoice } from '../share/role-choice.tsx';
import { refOf } from '../use-file-actions.tsx';
import { FilePreview } from './file-preview.tsx';
import { destinationOf, longestText } from './post-input.ts';

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalM, alignContent: 'start', minHeight: '24rem' },
});

/** Posts a file in a channel or chat: where, what those in it may do, a word to it, and how it will look. */
export function PostDialog({ file, close }: { file: File; close(): void }) {
  const styles = useStyles();
  const { write } = useWrites();
  const { working, error, run, retry } = useWork();
  const [to, setTo] = useState<Target>();
  const [role, setRole] = useState<Role>('view');
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!to) return;
    const input = {
      file: refOf(file),
      to: destinationOf(to),
      role,
      ...(text.trim() ? { text: text.trim() } : {}),
    };
    void run(async () => {
      // Whom it gives access is known when it is known who is there: it is asked before it is done.
      if (await write('files.post', input, { confirm: 'Post it', ask: true })) close();
    });
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => (open || working ? undefined : close())}>
      <DialogSurface>
        <form onSubmit={submit}>
          <DialogBody>
            <DialogTitle>{`Post “${file.name}”`}</DialogTitle>
            <DialogContent className={styles.content}>
              <PlacePicker value={to} onChange={setTo} />
              <RoleChoice value={role} onChange={setRole} />
              <Field label="Message">
                <Textarea
                  value={text}
                  maxLength={longestText}
                  resize="vertical"
                  placeholder="Stands above the file; you can leave it out."
                  onChange={(_, { value }) => setText(value)}
                />
              </Field>
              <FilePreview file={file} to={to} text={text} />
              {error === undefined ? null : <Problem error={error} retry={retry} />}
            </DialogContent>
            <DialogActions>
              <Button
                type="submit"
                appearance="primary"
                disabled={working || !to}
                icon={working ? <Spinner size="tiny" /> : null}
              >
                Post
              </Button>
              <Button disabled={working} onClick={close}>
                Cancel
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
