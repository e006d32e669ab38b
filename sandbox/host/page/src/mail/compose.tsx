import { Button, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type DragEvent, type KeyboardEvent, useCallback, useMemo, useState } from 'react';
import { readable } from '../api/http.ts';
import { useNotify } from '../app/notices.tsx';
import { narrow } from '../app/use-narrow.ts';
import { Reading } from '../files/states.tsx';
import { ComposeTools } from './compose-tools.tsx';
import { DraftAttachments } from './draft-attachments.tsx';
import { Editor } from './editor.tsx';
import { inlinePictures } from './inline-pictures.ts';
import type { Attachment, FullMessage } from './message.ts';
import { PeoplePicker } from './people-picker.tsx';
import { Quote } from './quoted.tsx';
import { useDraft } from './use-draft.ts';
import { useMail, useRead } from './use-mail.ts';
import { useUploads } from './use-uploads.ts';

const useStyles = makeStyles({
  form: { position: 'relative', display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, minHeight: 0 },
  scroll: { flexGrow: 1, minHeight: 0, overflowY: 'auto' },
  fields: { display: 'grid', gap: '4px', padding: '10px 20px 4px', [narrow]: { padding: '6px 12px' } },
  more: { display: 'flex', paddingTop: '3px' },
  subject: { width: '100%', paddingLeft: 0, '& input': { paddingLeft: 0, fontWeight: tokens.fontWeightSemibold } },
  dropping: { outline: `2px dashed ${tokens.colorBrandStroke1}`, outlineOffset: '-8px' },
});

interface Props {
  draft: FullMessage;
  /** On a phone: back to the list. */
  onBack(): void;
}

/** A draft, open for writing. It is saved as one types; Ctrl+Enter sends. */
export function Compose({ draft, onBack }: Props) {
  const { api } = useMail();
  const { id } = draft;
  const { value, error } = useRead(useCallback(() => api.attachments(id), [api, id]));
  // The editor begins once the pictures in the text are there, and is not begun again.
  if (!value && !error && draft.hasAttachments) return <Reading label="Reading the draft" rows={4} />;
  return <Form draft={draft} attachments={value ?? none} onBack={onBack} />;
}

const none: Attachment[] = [];
const small = { size: 'small', appearance: 'transparent', style: { minWidth: 'auto' } } as const;

function Form({ draft, attachments, onBack }: Props & { attachments: readonly Attachment[] }) {
  const styles = useStyles();
  const { api, changed, drafts } = useMail();
  const notify = useNotify();
  const { id } = draft;
  const { fields, first, quote, saving, change, saver } = useDraft(draft);
  const uploads = useUploads(id, saver);
  const [copies, setCopies] = useState<{ cc: boolean | 'asked'; bcc: boolean | 'asked' }>({
    cc: fields.cc.length > 0,
    bcc: fields.bcc.length > 0,
  });
  const [sending, setSending] = useState(false);
  const [over, setOver] = useState(false);
  const inline = useMemo(() => inlinePictures(attachments), [attachments]);
  const isAnswer = quote !== '' && fields.to.length > 0;

  const send = async () => {
    if (sending) return;
    if (fields.to.length + fields.cc.length + fields.bcc.length === 0)
      return notify('Say first whom this goes to.', 'error');
    setSending(true);
    try {
      if (!(await uploads.settled())) return notify('Not sent: an attachment did not get through.', 'error');
      drafts.touched(id);
      await saver.flush();
      await saver.alone(() => api.send(id));
      notify('Sent');
      drafts.leave(id);
    } catch (reason) {
      notify(`Not sent: ${readable(reason)}`, 'error');
    } finally {
      setSending(false);
      changed();
    }
  };
  const discard = async () => {
    try {
      await saver.alone<unknown>(() => (drafts.isUntouched(id) ? api.erase(id) : api.remove([id])));
      // Nothing is left to be saved or erased when the form closes.
      drafts.touched(id);
      notify('Draft discarded');
      drafts.leave(id);
    } catch (reason) {
      notify(readable(reason), 'error');
    }
    changed();
  };
  const remove = (attachment: Attachment) =>
    saver
      .alone(() => api.detach(id, attachment.id))
      .then(() => drafts.touched(id))
      .catch((reason) => notify(readable(reason), 'error'))
      .finally(changed);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void send();
  };
  const drag = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      setOver(false);
      uploads.add(event.dataTransfer.files);
    },
  };
  return (
    <section
      className={mergeClasses(styles.form, over && styles.dropping)}
      aria-label={fields.subject ? `Draft: ${fields.subject}` : 'New mail'}
      onKeyDown={onKeyDown}
      {...drag}
    >
      <ComposeTools
        sending={sending}
        importance={fields.importance}
        saving={saving}
        onSend={() => void send()}
        onFiles={uploads.add}
        onImportance={(importance) => change({ importance })}
        onDiscard={() => void discard()}
        onSave={() => void saver.flush().catch(() => undefined)}
        onBack={onBack}
      />
      <div className={styles.scroll}>
        <div className={styles.fields}>
          <PeoplePicker
            label="To"
            people={fields.to}
            autoFocus={!isAnswer}
            onChange={(to) => change({ to })}
            aside={
              <span className={styles.more}>
                {!copies.cc && (
                  <Button {...small} onClick={() => setCopies({ ...copies, cc: 'asked' })}>
                    Cc
                  </Button>
                )}
                {!copies.bcc && (
                  <Button {...small} onClick={() => setCopies({ ...copies, bcc: 'asked' })}>
                    Bcc
                  </Button>
                )}
              </span>
            }
          />
          {copies.cc && (
            <PeoplePicker
              label="Cc"
              people={fields.cc}
              autoFocus={copies.cc === 'asked'}
              onChange={(cc) => change({ cc })}
            />
          )}
          {copies.bcc && (
            <PeoplePicker
              label="Bcc"
              people={fields.bcc}
              autoFocus={copies.bcc === 'asked'}
              onChange={(bcc) => change({ bcc })}
            />
          )}
          <Input
            className={styles.subject}
            appearance="underline"
            aria-label="Subject"
            placeholder="Add a subject"
            maxLength={255}
            autoComplete="off"
            value={fields.subject}
            onChange={(_, { value }) => change({ subject: value })}
          />
        </div>
        <DraftAttachments attachments={attachments} uploads={uploads} onRemove={(one) => void remove(one)} />
        <Editor
          first={first}
          inline={inline}
          autoFocus={isAnswer}
          onChange={(own) => change({ own })}
          onFiles={uploads.add}
        />
        {quote !== '' && <Quote html={quote} inline={inline} />}
      </div>
    </section>
  );
}
