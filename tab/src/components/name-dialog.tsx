import { Field, Input } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { FormDialog } from './form-dialog.tsx';

interface Props {
  title: string;
  label: string;
  /** What it is called now. */
  initial?: string;
  verb: string;
  /** Why it cannot be called so. */
  fault?(name: string): string | undefined;
  /** @returns undefined or false: the person decided against it, and the dialog stays */
  save(name: string): Promise<unknown>;
  close(): void;
}

/** Asks for a name. */
export function NameDialog({ title, label, initial = '', verb, fault, save, close }: Props) {
  const [name, setName] = useState(initial);
  const wanted = name.trim();
  /** When the dialog opens, and not again: what is typed next takes the place of the name. */
  const selected = useRef(false);
  const selectStem = (input: HTMLInputElement) => {
    if (!selected.current) input.setSelectionRange(0, stemOf(input.value).length);
    selected.current = true;
  };
  const wrong = fault?.(wanted);
  const ready = wanted !== '' && wanted !== initial && wrong === undefined;
  return (
    <FormDialog title={title} verb={verb} ready={ready} submit={() => save(wanted)} close={close}>
      <Field label={label} validationMessage={wrong} required>
        <Input
          value={name}
          maxLength={255}
          onChange={(_, { value }) => setName(value)}
          onFocus={({ target }) => selectStem(target)}
        />
      </Field>
    </FormDialog>
  );
}

/** The name without a file's extension, which stays as a rule. */
const stemOf = (name: string) => name.replace(/(?<=.)\.[^.]{1,8}$/, '');
