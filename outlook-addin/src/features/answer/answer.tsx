import type { Picked } from '@aide/tab/people-field';
import { Button, Caption1, Field, Radio, RadioGroup, Text, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { useSession } from '../../app/session.ts';
import { PeoplePicker } from '../../components/people-picker.tsx';
import { WriteForm } from '../../components/write-form.tsx';
import type { MailActionProps } from '../actions.ts';
import { opensInOutlook } from './form-limit.ts';

type Kind = 'reply' | 'replyAll' | 'forward';

const recipientOf = ({ displayName, address }: Picked) => ({ address, name: displayName.slice(0, 256) });

/** A draft of an answer: in Drafts, or in Outlook's own form where the host has one. Nothing is sent. */
export default function Answer({ mail, back }: MailActionProps) {
  const { host } = useSession();
  const others = mail.to.length + mail.cc.length > 1;
  const [kind, setKind] = useState<Kind>('reply');
  const [text, setText] = useState('');
  const [to, setTo] = useState<Picked[]>([]);
  const [problem, setProblem] = useState('');
  const open = async () => {
    setProblem('');
    try {
      await host.answer(kind === 'replyAll' ? 'all' : 'sender', text);
      back();
    } catch {
      setProblem('Outlook did not open its form. Save a draft instead.');
    }
  };
  const canOpen = host.canAnswer && kind !== 'forward' && opensInOutlook(text);
  return (
    <WriteForm
      action={`mail.${kind}`}
      input={kind === 'forward' ? { message: mail.id, text, to: to.map(recipientOf) } : { message: mail.id, text }}
      confirm="Save a draft"
      working="Writing the draft …"
      back={back}
      more={canOpen ? <Button onClick={open}>Go on in Outlook</Button> : undefined}
    >
      <Field label="Kind">
        <RadioGroup value={kind} onChange={(_, { value }) => setKind(value as Kind)}>
          <Radio value="reply" label={`Reply to ${mail.from?.name ?? mail.from?.address ?? 'the sender'}`} />
          {others ? <Radio value="replyAll" label="Reply to all" /> : null}
          <Radio value="forward" label="Forward" />
        </RadioGroup>
      </Field>
      {kind === 'forward' ? (
        <PeoplePicker
          label="To"
          value={to}
          onChange={setTo}
          takesAddresses
          hint="Leave it empty to choose in the draft."
        />
      ) : null}
      <Field label="Text" hint="The email is quoted below it.">
        <Textarea value={text} rows={8} resize="vertical" onChange={(_, { value }) => setText(value)} />
      </Field>
      {host.canAnswer ? null : (
        <Caption1>This Outlook opens no form for an app. The draft is in Drafts, in every Outlook.</Caption1>
      )}
      <Text role="status">{problem}</Text>
    </WriteForm>
  );
}
