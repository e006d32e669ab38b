import { useEffect, useMemo, useRef, useState } from 'react';
import { readable } from '../api/http.ts';
import { createDraftSaver, type DraftSaver, type Saving } from './draft-saver.ts';
import type { MessageChange } from './mail-api.ts';
import type { FullMessage, Message } from './message.ts';
import { type Person, personOf, recipientOf } from './people.ts';
import { joinDraft, splitDraft } from './quote.ts';
import { useMail } from './use-mail.ts';

/** What is written in the form. */
export interface Fields {
  to: Person[];
  cc: Person[];
  bcc: Person[];
  subject: string;
  importance: Message['importance'];
  /** HTML of one's own text. */
  own: string;
}

export interface DraftForm {
  fields: Fields;
  /** What the text was when the form was opened: the editor begins with it. */
  first: string;
  /** HTML of what is answered or forwarded; '' = nothing. */
  quote: string;
  saving: Saving;
  change(part: Partial<Fields>): void;
  saver: DraftSaver<MessageChange>;
}

/** A draft as a form that saves itself while one types, and once more when it is left. */
export function useDraft(draft: FullMessage): DraftForm {
  const { api, changed, drafts } = useMail();
  const { id } = draft;
  // What others write into the draft meanwhile does not take the pen out of one's hand.
  const [begun] = useState(() => splitDraft(draft.body.content));
  const [fields, setFields] = useState<Fields>(() => ({
    to: draft.toRecipients.map(personOf),
    cc: draft.ccRecipients.map(personOf),
    bcc: draft.bccRecipients.map(personOf),
    subject: draft.subject ?? '',
    importance: draft.importance,
    own: begun.own,
  }));
  const [saving, setSaving] = useState<Saving>({ state: 'idle' });
  const saver = useMemo(
    () => createDraftSaver<MessageChange>({ save: (change) => api.updateDraft(id, change), onState: setSaving }),
    [api, id],
  );
  const change = (part: Partial<Fields>) => {
    drafts.touched(id);
    setFields((before) => ({ ...before, ...part }));
    saver.change(changeOf(part, begun.quote));
  };
  useLeaving(() => {
    if (drafts.isUntouched(id)) void api.erase(id).then(changed, () => undefined);
    else void saver.flush().then(changed, () => undefined);
  });
  return { fields, first: begun.own, quote: begun.quote, saving, change, saver };
}

function changeOf(part: Partial<Fields>, quote: string): MessageChange {
  const { to, cc, bcc, own, subject, importance } = part;
  return {
    ...(to ? { toRecipients: to.map(recipientOf) } : {}),
    ...(cc ? { ccRecipients: cc.map(recipientOf) } : {}),
    ...(bcc ? { bccRecipients: bcc.map(recipientOf) } : {}),
    ...(own === undefined ? {} : { body: { contentType: 'html', content: joinDraft({ own, quote }) } }),
    ...(subject === undefined ? {} : { subject }),
    ...(importance ? { importance } : {}),
  };
}

/** Once, when the form is taken away. */
function useLeaving(leave: () => void): void {
  const latest = useRef(leave);
  useEffect(() => {
    latest.current = leave;
  });
  useEffect(() => () => latest.current(), []);
}

/** 'Draft saved', in words; '' = nothing to say. */
export function savingText(saving: Saving): string {
  switch (saving.state) {
    case 'waiting':
    case 'saving':
      return 'Saving…';
    case 'saved':
      return 'Draft saved';
    case 'failed':
      return `Not saved: ${readable(saving.error)}`;
    case 'idle':
      return '';
  }
}
