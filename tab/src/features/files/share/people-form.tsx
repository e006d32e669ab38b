import type { File, Role } from '@aide/contracts/files';
import { Button, Checkbox, Field, makeStyles, Spinner, Textarea, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { Problem } from '../../../app/problem.tsx';
import { PeoplePicker, type Picked } from '../../../components/people-picker.tsx';
import { useWork } from '../../../components/use-work.ts';
import { useWrites } from '../../../components/writes-context.ts';
import { refOf } from '../use-file-actions.tsx';
import { RoleChoice } from './role-choice.tsx';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM },
  button: { justifySelf: 'end' },
});

/** With people: who, what they may do, and what they are told. */
export function PeopleForm({ file, shared }: { file: File; shared(): void }) {
  const styles = useStyles();
  const { write } = useWrites();
  const { working, error, run, retry } = useWork();
  const [people, setPeople] = useState<Picked[]>([]);
  const [role, setRole] = useState<Role>('view');
  const [message, setMessage] = useState('');
  const [notify, setNotify] = useState(true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = {
      file: refOf(file),
      people: people.map(({ address, displayName }) => ({ address, name: displayName })),
      role,
      notify,
      ...(notify && message.trim() ? { message: message.trim() } : {}),
    };
    void run(async () => {
      if (await write('files.share', input, { confirm: 'Share' })) shared();
    });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <PeoplePicker label="With" value={people} onChange={setPeople} takesAddresses />
      <RoleChoice value={role} onChange={setRole} />
      <Checkbox
        label="Tell them by e-mail"
        checked={notify}
        onChange={(_, { checked }) => setNotify(checked === true)}
      />
      {notify ? (
        <Field label="Message">
          <Textarea
            value={message}
            maxLength={2000}
            resize="vertical"
            placeholder="Goes with the e-mail; you can leave it out."
            onChange={(_, { value }) => setMessage(value)}
          />
        </Field>
      ) : null}
      {error === undefined ? null : <Problem error={error} retry={retry} />}
      <Button
        className={styles.button}
        type="submit"
        appearance="primary"
        disabled={working || people.length === 0}
        icon={working ? <Spinner size="tiny" /> : null}
      >
        Share
      </Button>
    </form>
  );
}
