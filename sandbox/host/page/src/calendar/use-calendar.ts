import type { DateTime } from 'luxon';
import { useCallback, useEffect, useRef, useState } from 'react';
import { readable } from '../api/http.ts';
import { useSession } from '../session/session.tsx';
import { useGraphWrites } from '../session/use-graph-writes.ts';
import { type CalendarEvent, eventFields, type GraphEvent, ianaOf, readEvent } from './events.ts';

/** How the mailbox is set. */
export interface Mailbox {
  /** As Graph names it: 'Pacific Standard Time'. */
  timeZone: string;
  /** IANA name. */
  zone: string;
  /** 1 = Monday. */
  workDays: number[];
  /** Minutes of the day. */
  workFrom: number;
  workTo: number;
}

interface MailboxSettings {
  timeZone: string;
  workingHours?: { daysOfWeek: string[]; startTime: string; endTime: string };
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

export function useMailbox(): { mailbox?: Mailbox; error?: string } {
  const { graph, me } = useSession();
  const [state, setState] = useState<{ mailbox?: Mailbox; error?: string }>({});
  useEffect(() => {
    graph.call<MailboxSettings>('me/mailboxSettings').then(
      ({ timeZone, workingHours: hours }) =>
        setState({
          mailbox: {
            timeZone,
            zone: timeZone ? ianaOf(timeZone) : me.timeZone,
            workDays: hours?.daysOfWeek.map((day) => weekdays.indexOf(day.toLowerCase()) + 1) ?? [1, 2, 3, 4, 5],
            workFrom: minutes(hours?.startTime ?? '08:00'),
            workTo: minutes(hours?.endTime ?? '17:00'),
          },
        }),
      (error) => setState({ error: readable(error) }),
    );
  }, [graph, me]);
  return state;
}

/** The events between two instants, read again when somebody writes to Graph. */
export function useEvents(mailbox: Mailbox | undefined, from: DateTime, to: DateTime) {
  const { graph } = useSession();
  const [events, setEvents] = useState<CalendarEvent[]>();
  const [error, setError] = useState<string>();
  const newest = useRef(0);
  const start = from.toUTC().toISO({ suppressMilliseconds: true });
  const end = to.toUTC().toISO({ suppressMilliseconds: true });

  const read = useCallback(async () => {
    if (!mailbox) return;
    const turn = ++newest.current;
    try {
      const query = new URLSearchParams({
        startDateTime: start!,
        endDateTime: end!,
        $select: eventFields,
        $top: '100',
      });
      const found = await graph.all<GraphEvent>(`me/calendarView?${query}`, {
        headers: { Prefer: `outlook.timezone="${mailbox.timeZone}"` },
      });
      if (turn !== newest.current) return;
      setEvents(found.map((event) => readEvent(event, mailbox.zone)));
      setError(undefined);
    } catch (reason) {
      if (turn === newest.current) setError(readable(reason));
    }
  }, [graph, mailbox, start, end]);

  useEffect(() => {
    void read();
  }, [read]);
  useGraphWrites(() => void read());
  return { events, error, read };
}
