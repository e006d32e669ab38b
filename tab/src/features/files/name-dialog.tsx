import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, useRef, useState } from 'react';
import { Problem } from '../../app/problem.tsx';
import { useWork } from '../../components/use-work.ts';
import { nameFault } from './words.ts';

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalM, alignContent: 'start' },
});

interface Props {
  title: string;
  label: string;
  initial: string;
  confirm: string;
  /** @returns undefined: the person decided against it, and the dialog stays */
  save(name: string): Promise<unknown>;
  close(): void;
}

/** Asks for a name. What was typed stays when it is refused. */
export function NameDialog({ title, label, initial, confirm, save, close }: Props) {
  const styles = useStyles();
  const [name, setName] = useState(initial);
  const { working, error, run, retry } = useWork();
  const wanted = name.trim();
  /** When the dialog opens, and not again: what is typed next takes the place of the name. */
  const selected = useRef(false);
  const selectStem = (input: HTMLInputElement) => {
    if (!selected.current) input.setSelectionRange(0, stemOf(input.value).length);
    selected.current = true;
  };
  const fault = nameFault(wanted);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      if (await save(wanted)) close();
    });
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => (open || working ? undefined : close())}>
      <DialogSurface>
        <form onSubmit={submit}>
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              <Field label={label} validationMessage={fault} required>
                <Input
                  value={name}
                  onChange={(_, { value }) => setName(value)}
                  onFocus={({ target }) => selectStem(target)}
                />
              </Field>
              {error === undefined ? null : <Problem error={error} retry={retry} />}
            </DialogContent>
            <DialogActions>
              <Button
                type="submit"
                appearance="primary"
                disabled={working || wanted === '' || wanted === initial || fault !== undefined}
                icon={working ? <Spinner size="tiny" /> : null}
              >
                {confirm}
              </Button>
              <Button disabled={working} onClick={close}>
                Cancel
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

/** The name without its extension, which stays as a rule. */
const stemOf = (name: string) => name.replace(/(?<=.)\.[^.]{1,8}$/, '');
