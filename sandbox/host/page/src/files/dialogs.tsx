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
import { type FormEvent, type ReactNode, useState } from 'react';
import { readable } from '../api/http.ts';
import { useNotify } from '../app/notices.tsx';
import { type DriveItem, isFolder, refOf } from './drive-item.ts';
import type { Ref } from './place.ts';
import { useFiles } from './use-files.ts';
import { nameProblem } from './words.ts';

interface AskProps {
  title: string;
  action: string;
  /** The name to begin with; absent = nothing to type. */
  name?: string;
  children?: ReactNode;
  run(name: string): Promise<void>;
  onClose(): void;
}

/** A small question: stays open with the reason when the service refuses. */
function Ask({ title, action, name: first, children, run, onClose }: AskProps) {
  const [name, setName] = useState(first ?? '');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const asksName = first !== undefined;
  const problem = asksName && name !== first ? nameProblem(name) : undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || problem || (asksName && name.trim() === '')) return;
    setBusy(true);
    try {
      await run(name.trim());
      onClose();
    } catch (error) {
      setRefusal(readable(error));
      setBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface style={{ maxWidth: 'min(440px, calc(100vw - 24px))' }}>
        <form onSubmit={submit}>
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent>
              {asksName ? (
                <Field label="Name" validationMessage={problem ?? refusal}>
                  <Input
                    value={name}
                    autoComplete="off"
                    onChange={(_, { value }) => {
                      setName(value);
                      setRefusal(undefined);
                    }}
                  />
                </Field>
              ) : (
                <>
                  {children}
                  {refusal && <p role="alert">{refusal}</p>}
                </>
              )}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>Cancel</Button>
              <Button appearance="primary" type="submit" disabledFocusable={busy || problem !== undefined}>
                {action}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

export function NewFolderDialog({ parent, onClose }: { parent: Ref; onClose(): void }) {
  const { api, changed } = useFiles();
  const run = async (name: string) => {
    await api.createFolder(parent, name);
    changed();
  };
  return <Ask title="New folder" action="Create" name="" run={run} onClose={onClose} />;
}

export function RenameDialog({ item, onClose }: { item: DriveItem; onClose(): void }) {
  const { api, changed } = useFiles();
  const run = async (name: string) => {
    if (name !== item.name) await api.rename(refOf(item), name);
    changed();
  };
  return <Ask title={`Rename ${item.name}`} action="Rename" name={item.name} run={run} onClose={onClose} />;
}

export function DeleteDialog({ item, onClose, onDone }: { item: DriveItem; onClose(): void; onDone(): void }) {
  const { api, changed } = useFiles();
  const notify = useNotify();
  const run = async () => {
    await api.remove(refOf(item));
    notify(`Deleted: ${item.name}`);
    changed();
    onDone();
  };
  return (
    <Ask title={`Delete ${item.name}?`} action="Delete" run={run} onClose={onClose}>
      {isFolder(item) ? 'The folder and everything in it go' : 'The file goes'} to the recycle bin, and nobody it is
      shared with can open it any more.
    </Ask>
  );
}
