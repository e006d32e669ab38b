import { ToggleButton } from '@fluentui/react-components';
import type { MailPaneItem } from '../mail/pane-slot.tsx';
import { Pane } from './pane.tsx';
import { type Mode, useAddIn, useOpen } from './panes.ts';

/** The add-in of the app's package, beside the reading pane and the form, when it was opened. */
export function MailPane({ item }: { item: MailPaneItem }) {
  const addIn = useAddIn();
  const [isOpen, setOpen] = useOpen(item.mode);
  const button = addIn?.[item.mode];
  if (!isOpen || !addIn || !button) return null;
  // What is written has a page of its own, and begins anew with every draft; what is read is pinned.
  const key = item.mode === 'read' ? 'read' : `compose ${item.id}`;
  return <Pane key={key} addIn={addIn} button={button} item={item} onClose={() => setOpen(false)} />;
}

/** The add-in's button in the toolbar, as the package describes it. */
export function MailPaneButton({ mode }: { mode: Mode }) {
  const addIn = useAddIn();
  const [isOpen, setOpen] = useOpen(mode);
  const button = addIn?.[mode];
  if (!button) return null;
  const { label, title, description, icon } = button;
  return (
    <ToggleButton
      appearance="subtle"
      size="small"
      icon={<img src={icon} alt="" width={20} height={20} />}
      title={title === label ? description : `${title}: ${description}`}
      checked={isOpen}
      onClick={() => setOpen(!isOpen)}
    >
      {label}
    </ToggleButton>
  );
}
