import { onDemand } from '@aide/tab/on-demand';
import { useEffect, useState } from 'react';
import type { Opened } from '../host.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Explain } from './explain.tsx';
import { MailPane } from './mail-pane.tsx';
import { useSession } from './session.ts';
import { loading, Starting } from './starting.tsx';

const Availability = onDemand(() => import('../features/availability/availability.tsx'), loading);

/** What is open decides what is shown; a pinned pane follows. */
export function Pane() {
  const { host } = useSession();
  const [opened, setOpened] = useState<Opened>();
  useEffect(() => {
    // An answer for a mail that is not open any more must not take the place of the next one's.
    let turn = 0;
    const look = async () => {
      const mine = ++turn;
      const now = await host.opened();
      if (mine === turn) setOpened(now);
    };
    host.onOpened(look);
    void look();
    return () => {
      turn = Number.POSITIVE_INFINITY;
    };
  }, [host]);
  if (!opened) return <Starting label="Aide is starting" />;
  return <ErrorBoundary key={opened.kind === 'mail' ? opened.id : opened.kind}>{contentFor(opened)}</ErrorBoundary>;
}

function contentFor(opened: Opened) {
  if (opened.kind === 'mail') return <MailPane opened={opened} />;
  if (opened.kind === 'compose') return <Availability />;
  const { title, text } = explanations[opened.kind === 'nothing' ? 'nothing' : opened.why];
  return <Explain title={title}>{text}</Explain>;
}

const explanations = {
  nothing: { title: 'No email is selected', text: 'Select one email, and Aide shows what it can do with it.' },
  appointment: {
    title: 'Aide works with emails here',
    text: 'For meetings use Aide in Teams: open its Schedule, or write to it.',
  },
  shared: {
    title: 'This is not your own mailbox',
    text: 'Aide does everything as you and in your own mailbox, so it cannot read this email. Forward it to yourself, or move it there.',
  },
  unsaved: { title: 'This email is not saved yet', text: 'Wait until Outlook has saved it, then select it again.' },
};
