import type { File, Role } from '@aide/contracts/files';
import type { Target } from '@aide/contracts/posts';
import { Field, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useWrites } from '../../../components/writes-context.ts';
import { PlacePicker } from '../../posts/place-picker.tsx';
import { RoleChoice } from '../share/role-choice.tsx';
import { refOf } from '../use-file-actions.tsx';
import { FilePreview } from './file-preview.tsx';
import { destinationOf, longestText } from './post-input.ts';

/** Posts a file in a channel or chat: where, what those in it may do, a word to it, and how it will look. */
export function PostDialog({ file, close }: { file: File; close(): void }) {
  const { write } = useWrites();
  const [to, setTo] = useState<Target>();
  const [role, setRole] = useState<Role>('view');
  const [text, setText] = useState('');
  const submit = async () => {
    if (!to) return;
    const input = {
      file: refOf(file),
      to: destinationOf(to),
      role,
      ...(text.trim() ? { text: text.trim() } : {}),
    };
    // Whom it gives access is known when it is known who is there: it is asked before it is done.
    return write('files.post', input, { confirm: 'Post it', ask: true });
  };
  return (
    <FormDialog
      title={`Post “${file.name}”`}
      verb="Post"
      ready={to !== undefined}
      submit={submit}
      close={close}
      minHeight="24rem"
    >
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
    </FormDialog>
  );
}
