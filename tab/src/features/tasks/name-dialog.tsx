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
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';

interface NameDialogProps {
  title: string;
  verb: string;
  name?: string;
  close(): void;
  /** @returns whether it was done; what was typed stays otherwise */
  save(name: string): Promise<boolean>;
}

/** Asks for a list's name. */
export function NameDialog({ title, verb, name: before = '', close, save }: NameDialogProps) {
  const [name, setName] = useState(before);
  const [empty, setEmpty] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    setEmpty(wanted === '');
    if (wanted === '') return;
    if (wanted === before || (await save(wanted))) close();
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => open || close()}>
      <DialogSurface>
        <form onSubmit={submit}>
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent>
              <Field label="Name" required validationMessage={empty ? 'A list needs a name.' : undefined}>
                <Input value={name} maxLength={255} onChange={(_, { value }) => setName(value)} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary">
                {verb}
              </Button>
              <Button onClick={close}>Cancel</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
