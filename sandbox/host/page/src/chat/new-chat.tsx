import {
  Button,
  Combobox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  Input,
  makeStyles,
  Option,
} from '@fluentui/react-components';
import { ComposeRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { readable } from '../api/http.ts';
import { go } from '../app/use-route.ts';
import { useSession } from '../session/session.tsx';

const useStyles = makeStyles({
  surface: { maxWidth: 'min(440px, calc(100vw - 24px))' },
  fields: { display: 'flex', flexDirection: 'column', gap: '12px' },
});

/** A chat with one other person, or with several. */
export function NewChat() {
  const styles = useStyles();
  const { chat, tenant, me } = useSession();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);
  const [query, setQuery] = useState('');
  const [title, setTitle] = useState('');
  const [error, setError] = useState<string>();
  const others = tenant.people.filter((person) => person.id !== me.id);
  const nameOf = (id: string) => others.find((person) => person.id === id)?.displayName ?? '';
  const found = others.filter(({ displayName }) => displayName.toLowerCase().includes(query.trim().toLowerCase()));

  const close = () => {
    setOpen(false);
    setChosen([]);
    setQuery('');
    setTitle('');
    setError(undefined);
  };
  const create = async () => {
    try {
      const { id } = await chat.create(chosen, chosen.length > 1 ? title.trim() : undefined);
      close();
      go({ view: 'chat', detail: id });
    } catch (problem) {
      setError(readable(problem));
    }
  };
  return (
    <Dialog open={open} onOpenChange={(_, data) => (data.open ? setOpen(true) : close())}>
      <DialogTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<ComposeRegular />} aria-label="New chat" title="New chat" />
      </DialogTrigger>
      <DialogSurface className={styles.surface}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void create();
          }}
        >
          <DialogBody>
            <DialogTitle>New chat</DialogTitle>
            <DialogContent className={styles.fields}>
              <Field label="With" hint={chosen.map(nameOf).join(', ')} validationMessage={error}>
                <Combobox
                  multiselect
                  inlinePopup
                  placeholder="Names"
                  selectedOptions={chosen}
                  value={query}
                  onChange={(event) => setQuery(event.target.value)}
                  onOptionSelect={(_, { selectedOptions }) => {
                    setChosen(selectedOptions);
                    setQuery('');
                  }}
                >
                  {found.map(({ id, displayName }) => (
                    <Option key={id} value={id}>
                      {displayName}
                    </Option>
                  ))}
                </Combobox>
              </Field>
              {chosen.length > 1 && (
                <Field label="Name of the group">
                  <Input value={title} maxLength={250} onChange={(_, { value }) => setTitle(value)} />
                </Field>
              )}
            </DialogContent>
            <DialogActions>
              <Button onClick={close}>Cancel</Button>
              <Button appearance="primary" type="submit" disabledFocusable={chosen.length === 0}>
                Create
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
