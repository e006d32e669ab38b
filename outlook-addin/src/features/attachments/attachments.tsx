import type { OperationView } from '@aide/contracts/operations';
import { useState } from 'react';
import { Choices, Group } from '../../components/labelled.tsx';
import { WriteForm } from '../../components/write-form.tsx';
import type { MailActionProps } from '../actions.ts';
import { CloudFiles } from './cloud-files.tsx';
import { FileList, rowOfPart } from './file-list.tsx';
import { FolderPicker } from './folder-picker.tsx';
import { oneDrive, type Place } from './place.ts';
import { SavedFiles } from './saved-files.tsx';
import { attachmentNote } from './words.ts';

/** Attachments into a folder of OneDrive or a site. Bytes go from server to server. */
export default function SaveAttachments({ mail, back }: MailActionProps) {
  const savable = mail.attachments.filter(({ kind }) => kind !== 'reference');
  const links = mail.attachments.filter(({ kind }) => kind === 'reference');
  const [chosen, setChosen] = useState(() => savable.map(({ id }) => id));
  const [place, setPlace] = useState<Place>(oneDrive);
  const [later, setLater] = useState<OperationView[]>([]);
  const { driveId, itemId } = place.folder;
  const inputFor = (attachments: string[]) => ({
    message: mail.id,
    attachments,
    to: { ...(driveId ? { driveId } : {}), itemId },
  });
  const count = chosen.length === 1 ? 'one file' : `${chosen.length} files`;
  return (
    <WriteForm
      action="mail.saveAttachments"
      input={chosen.length > 0 ? inputFor(chosen) : undefined}
      ready={savable.length > 0}
      confirm={chosen.length > 0 ? `Save ${count}` : 'Save'}
      working={`Saving ${count} …`}
      back={back}
      meanwhile={(parts) => <FileList rows={parts.map(rowOfPart)} />}
      also={later.map(({ operation }) => operation)}
      details={(operation) => (
        <SavedFiles
          operations={[operation, ...later]}
          inputFor={inputFor}
          onSaved={(saved) => setLater((all) => [...all, saved])}
        />
      )}
    >
      {savable.length > 0 ? (
        <Choices
          label="What to save"
          all={savable.map((attachment) => ({
            id: attachment.id,
            label: attachment.name,
            note: attachmentNote(attachment),
          }))}
          chosen={chosen}
          onChange={setChosen}
        />
      ) : null}
      {links.length > 0 ? <CloudFiles files={links} /> : null}
      {savable.length > 0 ? (
        <Group label="Where">
          <FolderPicker place={place} onChange={setPlace} />
        </Group>
      ) : null}
    </WriteForm>
  );
}
