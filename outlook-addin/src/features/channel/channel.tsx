import type { teamsOutput } from '@aide/contracts/posts';
import { useLoad } from '@aide/tab/use-load';
import { Field, Radio, RadioGroup, Select, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { z } from 'zod';
import { Problem } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { WriteForm } from '../../components/write-form.tsx';
import type { MailActionProps } from '../actions.ts';
import { optionOf, placeOf } from './place.ts';

const modes = [
  { value: 'summary', label: 'A summary: subject, sender and the first lines' },
  { value: 'quote', label: 'What this email says' },
  { value: 'whole', label: 'All of it, with what it quotes' },
];

/** The email, or what it is about, as a post of one's own. How it will look is shown before it is posted. */
export default function PostToChannel({ mail, back }: MailActionProps) {
  const { api } = useSession();
  const [channel, setChannel] = useState('');
  const [mode, setMode] = useState('summary');
  const [comment, setComment] = useState('');
  const { value, error, reload } = useLoad('teams', (signal) =>
    api.query<z.infer<typeof teamsOutput>>('posts.teams', {}, signal),
  );
  const to = placeOf(channel);
  const input = to && {
    message: mail.id,
    to,
    mode,
    ...(comment.trim() ? { comment: comment.trim() } : {}),
  };
  return (
    <WriteForm action="mail.toChannel" input={input} ask confirm="Post it" working="One moment …" back={back}>
      <Field label="Channel" required>
        <Select value={channel} disabled={!value} onChange={(_, chosen) => setChannel(chosen.value)}>
          <option value="">{value ? 'Choose one' : 'Reading your teams …'}</option>
          {value?.teams.map((team) => (
            <optgroup key={team.id} label={team.displayName}>
              {team.channels.map(({ id, displayName }) => (
                <option key={id} value={optionOf({ teamId: team.id, channelId: id })}>
                  {displayName}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      </Field>
      {error !== undefined ? <Problem error={error} retry={reload} /> : null}
      <Field label="What is posted">
        <RadioGroup value={mode} onChange={(_, chosen) => setMode(chosen.value)}>
          {modes.map((one) => (
            <Radio key={one.value} {...one} />
          ))}
        </RadioGroup>
      </Field>
      <Field label="Your words above it" hint="Not needed">
        <Textarea
          value={comment}
          rows={3}
          maxLength={10_000}
          resize="vertical"
          onChange={(_, chosen) => setComment(chosen.value)}
        />
      </Field>
    </WriteForm>
  );
}
