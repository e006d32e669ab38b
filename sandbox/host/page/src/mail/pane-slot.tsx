import type { ComponentType } from 'react';

/** What a pane beside the mail is about. */
export interface MailPaneItem {
  /** 'read': beside the reading pane. 'compose': beside the form of a draft. */
  mode: 'read' | 'compose';
  /** Immutable id of the message; absent = none is open. A pane that stays open follows it. */
  id?: string;
}

interface MailPaneModule {
  MailPane: ComponentType<{ item: MailPaneItem }>;
  /** Opens it; stands in the toolbar of what is read or written. */
  MailPaneButton: ComponentType<Pick<MailPaneItem, 'mode'>>;
}

/** A folder beside this one with a `mail-pane.tsx` that exports a MailPane and its button is all it takes to fill the slot. */
const panes = import.meta.glob<MailPaneModule>('../*/mail-pane.tsx', { eager: true });

/** The place at the right of the reading pane and of the form. */
export function PaneSlot({ item }: { item: MailPaneItem }) {
  return Object.entries(panes).map(([file, { MailPane }]) => <MailPane key={file} item={item} />);
}

/** The buttons of what sits there. */
export function PaneButtons({ mode }: Pick<MailPaneItem, 'mode'>) {
  return Object.entries(panes).map(([file, { MailPaneButton }]) => <MailPaneButton key={file} mode={mode} />);
}
