import type { ComponentType } from 'react';

/** What a pane beside the mail is about. */
export interface MailPaneItem {
  /** 'read': beside the reading pane. 'compose': beside the form of a draft. */
  mode: 'read' | 'compose';
  /** Immutable id of the message; absent = none is open. A pane that stays open follows it. */
  id?: string;
}

/** A folder beside this one with a `mail-pane.tsx` that exports a MailPane is all it takes to fill the slot. */
const panes = import.meta.glob<{ MailPane: ComponentType<{ item: MailPaneItem }> }>('../*/mail-pane.tsx', {
  eager: true,
});

/** The place at the right of the reading pane and of the form. */
export function PaneSlot({ item }: { item: MailPaneItem }) {
  return Object.entries(panes).map(([file, { MailPane }]) => <MailPane key={file} item={item} />);
}
