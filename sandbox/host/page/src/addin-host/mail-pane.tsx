import { ToggleButton } from '@fluentui/react-components';
import type { MailPaneItem } from '../mail/pane-slot.tsx';
import { Pane } from './pane.tsx';
import { type Mode, useEntries, useOpen } from './panes.ts';

/** The add-in of an installed app, beside the reading pane and the form, when one of its buttons was pressed. */
export function MailPane({ item }: { item: MailPaneItem }) {
  const [opened, setOpened] = useOpen(item.mode);
  const entry = useEntries(item.mode).find(({ key }) => key === opened);
  if (!entry) return null;
  // What is written has a page of its own, and begins anew with every draft; what is read is pinned.
  const key = item.mode === 'read' ? entry.key : `${entry.key} ${item.id}`;
  return <Pane key={key} addIn={entry.addIn} button={entry.button} item={item} onClose={() => setOpened(undefined)} />;
}

/** The buttons in the toolbar, each as its package describes it. */
export function MailPaneButton({ mode }: { mode: Mode }) {
  const [opened, setOpened] = useOpen(mode);
  return useEntries(mode).map(({ key, button: { label, title, description, icon } }) => (
    <ToggleButton
      key={key}
      appearance="subtle"
      size="small"
      icon={<img src={icon} alt="" width={20} height={20} />}
      title={title === label ? description : `${title}: ${description}`}
      checked={opened === key}
      onClick={() => setOpened(opened === key ? undefined : key)}
    >
      {label}
    </ToggleButton>
  ));
}
