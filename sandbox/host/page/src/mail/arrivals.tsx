import { useEffect, useRef, useState } from 'react';
import { type Message, nameOf, subjectOf } from './message.ts';

interface Seen {
  /** What the list showed. */
  of: string;
  ids: Set<string>;
  newest: string;
}

/** Says to screen readers what has just arrived. @param of what the list shows: another list is no arrival */
export function Arrivals({ messages, of }: { messages?: readonly Message[]; of: string }) {
  const last = useRef<Seen>(undefined);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!messages) return;
    const before = last.current?.of === of ? last.current : undefined;
    const newest = messages[0]?.receivedDateTime ?? '';
    last.current = { of, ids: new Set(messages.map(({ id }) => id)), newest };
    if (!before) return;
    // Times have whole seconds: two mails of the same one are told apart by their ids.
    const arrived = messages.filter(
      (m) => !m.isRead && !m.isDraft && !before.ids.has(m.id) && m.receivedDateTime >= before.newest,
    );
    if (arrived.length > 0) setSaid(arrived.map((m) => `New mail from ${nameOf(m.from)}: ${subjectOf(m)}`).join('. '));
  }, [messages, of]);
  return (
    <div className="visually-hidden" role="status">
      {said}
    </div>
  );
}
