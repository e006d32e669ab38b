import type { saveAttachmentsOutput } from '@aide/contracts/mail';
import { useState } from 'react';
import type { z } from 'zod';
import { Choices, Group } from '../../components/labelled.tsx';
import { WriteForm } from '../../components/write-form.tsx';
import type { MailActionProps } from '../actions.ts';
import { FolderPicker } from './folder-picker.tsx';
import { oneDrive, type Place } from './place.ts';
import { SavedFiles } from './saved-files.tsx';
import { attachmentNote } from './words.ts';

/** Attachments into a folder of OneDrive or a site. Bytes go from server to server. */
export default function SaveAttachments({ mail, back }: MailActionProps) {
  const savable = mail.attachments.filter(({ kind }) => kind !== 'reference');
  const [chosen, setChosen] = useState(() => savable.map(({ id }) => id));
  const [place, setPlace] = useState<Place>(oneDrive);
  const { driveId, itemId } = place.folder;
  const input =
    chosen.length > 0
      ? { message: mail.id, attachments: chosen, to: { ...(driveId ? { driveId } : {}), itemId } }
      : undefined;
  const count = chosen.length === 1 ? 'one file' : `${chosen.length} files`;
  return (
    <WriteForm
      action="mail.saveAttachments"
      input={input}
      confirm={chosen.length > 0 ? `Save ${count}` : 'Save'}
      working={`Saving ${count}. Large ones take a while …`}
      back={back}
      details={({ receipt }) => (
        <SavedFiles files={(receipt?.result as z.infer<typeof saveAttachmentsOutput> | undefined)?.files ?? []} />
      )}
    >
      <Choices
        label="What to save"
        all={mail.attachments.map((attachment) => ({
          id: attachment.id,
          label: attachment.name,
          note: attachmentNote(attachment),
          disabled: attachment.kind === 'reference',
        }))}
        chosen={chosen}
        onChange={setChosen}
      />
      <Group label="Where">
        <FolderPicker place={place} onChange={setPlace} />
      </Group>
    </WriteForm>
  );
}
