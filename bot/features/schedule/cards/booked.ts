import type { Meeting } from '@aide/contracts/schedule';
import { displayName } from '@aide/contracts/schedule/invited';
import { DateTime } from 'luxon';
import { card, execute } from '../../../chat/cards.ts';
import { line, link } from '../../../chat/parts.ts';
import { tabPlace } from '../../../chat/tab-links.ts';
import { type Reader, when, zoneName } from '../../../chat/when.ts';
import type { Reply } from '../../chat.ts';
import type { Operation } from '../../operation.ts';
import { invitees, who } from './attendees.ts';

/** What a meeting is, in facts. */
export function meetingFacts(meeting: Meeting, reader: Reader): { title: string; value: string }[] {
  const people = invitees(meeting);
  const room = meeting.attendees.find((a) => a.type === 'resource');
  return [
    { title: 'When', value: `${when(meeting, reader)} (${zoneName(meeting.start, reader)})` },
    ...(meeting.series?.repeats ? [{ title: 'Repeats', value: meeting.series.repeats }] : []),
    ...(people.length > 0 ? [{ title: 'With', value: who(people) }] : []),
    ...(room || meeting.location
      ? [{ title: 'Where', value: line(room ? displayName(room) : (meeting.location ?? '')) }]
      : []),
  ];
}

/** Takes the place of the card whose time was pressed. */
export function bookedReply(operation: Operation<Meeting>, reader: Reader, note?: string): Reply {
  const meeting = operation.receipt!.result;
  const text = operation.receipt!.summary;
  return {
    text,
    card: card({
      title: line(meeting.subject),
      status: note ? { text: note, kind: 'warning' } : { text: 'Booked', kind: 'good' },
      facts: meetingFacts(meeting, reader),
      warnings: operation.receipt!.warnings,
      tab: tabPlace('schedule', 'meetings', dayIn(meeting.start, reader.timeZone), meeting.id),
      actions: [
        ...link('Join', meeting.joinUrl),
        execute('Reschedule', 'schedule.move', { operation: operation.id }),
        ...(operation.canUndo && operation.undoKind !== 'none'
          ? [execute('Undo', 'operation.undo', { id: operation.id }, 'destructive')]
          : []),
      ],
      fallbackText: text,
    }),
  };
}

const dayIn = (instant: string, timeZone: string) => DateTime.fromISO(instant, { zone: timeZone }).toISODate() ?? '';
