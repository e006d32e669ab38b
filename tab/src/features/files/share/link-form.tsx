import type { File, Role } from '@aide/contracts/files';
import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Radio,
  RadioGroup,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { Problem } from '../../../app/problem.tsx';
import { copyText } from '../../../components/copy-text.ts';
import { useWork } from '../../../components/use-work.ts';
import { useWrites } from '../../../components/writes-context.ts';
import { refOf } from '../use-file-actions.tsx';
import { endOfDay, tomorrow } from './days.ts';
import { RoleChoice } from './role-choice.tsx';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM },
  button: { justifySelf: 'end' },
  link: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'end', flexWrap: 'wrap' },
  url: { flex: '1 1 12rem', minWidth: 0 },
});

type Scope = 'organization' | 'anonymous';
interface Made {
  url: string;
  summary?: string;
  warnings: string[];
}

/** By link: for whom, to do what, until when. What policy makes of it the server says, and it is shown. */
export function LinkForm({ file, made: before }: { file: File; made?: string }) {
  const styles = useStyles();
  const { write } = useWrites();
  const { working, error, run, retry } = useWork();
  const [role, setRole] = useState<Role>('view');
  const [scope, setScope] = useState<Scope>('organization');
  const [until, setUntil] = useState('');
  const [made, setMade] = useState<Made | undefined>(before ? { url: before, warnings: [] } : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = { file: refOf(file), role, scope, ...(until ? { expires: endOfDay(until) } : {}) };
    void run(async () => {
      setMade(undefined);
      const done = await write('files.link', input, { confirm: 'Make the link' });
      if (!done?.receipt) return;
      const { summary, warnings, result } = done.receipt;
      setMade({ url: (result as { url: string }).url, summary, warnings });
    });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label="Works for">
        <RadioGroup value={scope} onChange={(_, { value }) => setScope(value as Scope)}>
          <Radio value="organization" label="People in your organisation" />
          <Radio value="anonymous" label="Anyone with the link" />
        </RadioGroup>
      </Field>
      <RoleChoice value={role} onChange={setRole} />
      <Field label="Ends" hint="The link works to the end of this day; without a day it does not end.">
        <Input type="date" min={tomorrow(new Date())} value={until} onChange={(_, { value }) => setUntil(value)} />
      </Field>
      {error === undefined ? null : <Problem error={error} retry={retry} />}
      <Button
        className={styles.button}
        type="submit"
        appearance="primary"
        disabled={working}
        icon={working ? <Spinner size="tiny" /> : null}
      >
        Make the link
      </Button>
      {made ? <MadeLink {...made} /> : null}
    </form>
  );
}

function MadeLink({ url, summary, warnings }: Made) {
  const styles = useStyles();
  const [copied, setCopied] = useState<boolean>();
  return (
    <>
      {warnings.map((warning) => (
        <MessageBar key={warning} intent="warning" layout="multiline">
          <MessageBarBody>{warning}</MessageBarBody>
        </MessageBar>
      ))}
      <div className={styles.link}>
        <Field
          className={styles.url}
          label="The link"
          hint={summary}
          validationState={copied === false ? 'warning' : 'none'}
          validationMessage={copied === false ? 'Copying is not allowed here: press Ctrl+C or ⌘C.' : undefined}
        >
          <Input readOnly value={url} onFocus={({ target }) => target.select()} />
        </Field>
        <Button onClick={async () => setCopied(await copyText(url))}>{copied ? 'Copied' : 'Copy'}</Button>
      </div>
    </>
  );
}
