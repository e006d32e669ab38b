import type { listsOutput } from '@aide/contracts/tasks';
import { useLoad } from '@aide/tab/use-load';
import { Field, Input, Select, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { z } from 'zod';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { Choices } from '../../components/labelled.tsx';
import { WriteForm } from '../../components/write-form.tsx';
import type { MailActionProps } from '../actions.ts';
import { attachmentNote } from '../attachments/words.ts';
import { beginning, dueIn, dueWords, titleOf } from './from-mail.ts';

/** A task of the email, with a link back to it. */
export default function MakeTask({ mail, back }: MailActionProps) {
  const { api, host } = useSession();
  const [title, setTitle] = useState(() => titleOf(mail.subject));
  const [due, setDue] = useState(() => dueIn(mail, Date.parse(mail.now)) ?? '');
  const [note, setNote] = useState(() => beginning(mail.ownText));
  const [listId, setListId] = useState<string>();
  const [attached, setAttached] = useState<string[]>([]);
  const lists = useLoad('lists', (signal) => api.query<z.infer<typeof listsOutput>>('tasks.lists', {}, signal));
  // Only Outlook itself puts emails among the flagged ones.
  const own = lists.value?.lists.filter(({ kind }) => kind !== 'flagged') ?? [];
  const files = mail.attachments.filter(({ kind }) => kind === 'file');
  const input = title.trim()
    ? {
        message: mail.id,
        title: title.trim(),
        due: due || null,
        note,
        ...(listId ? { listId } : {}),
        attachments: attached,
      }
    : undefined;
  return (
    <WriteForm action="mail.toTask" input={input} confirm="Add the task" working="Adding the task …" back={back}>
      <Field label="Title" required validationMessage={title.trim() ? undefined : 'A task needs a title.'}>
        <Input value={title} maxLength={255} onChange={(_, { value }) => setTitle(value)} />
      </Field>
      <Field label="Due" hint={dueWords(mail, due, host.locale)}>
        <Input type="date" value={due} onChange={(_, { value }) => setDue(value)} />
      </Field>
      <Field label="List">
        <Select
          value={listId ?? own.find(({ kind }) => kind === 'tasks')?.id ?? ''}
          disabled={own.length === 0}
          onChange={(_, { value }) => setListId(value)}
        >
          {own.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {lists.error !== undefined ? <Problem error={lists.error} retry={lists.reload} /> : null}
      <Field label="Note">
        <Textarea value={note} rows={5} resize="vertical" onChange={(_, { value }) => setNote(value)} />
      </Field>
      {files.length > 0 ? (
        <Choices
          label="Copy attachments into the task"
          all={files.map((file) => ({ id: file.id, label: file.name, note: attachmentNote(file) }))}
          chosen={attached}
          onChange={setAttached}
        />
      ) : null}
    </WriteForm>
  );
}
