import type { Meeting } from '@aide/contracts/schedule';
import { card, execute } from '../../cards.ts';
import type { Operation, Reply } from '../../feature.ts';
import { displayName } from '../invited.ts';
import { when, zoneName } from '../when.ts';
import { buttons, invitees, line, link, say, who } from './parts.ts';

/** What a meeting is, in facts. */
export function meetingFacts(meeting: Meeting, timeZone: string): { title: string; value: string }[] {
  const people = invitees(meeting);
  const room = meeting.attendees.find((a) => a.type === 'resource');
  return [
    { title: 'When', value: `${when(meeting, timeZone)} (${zoneName(meeting.start, timeZone)})` },
    ...(people.length > 0 ? [{ title: 'With', value: who(people) }] : []),
    ...(room || meeting.location
      ? [{ title: 'Where', value: line(room ? displayName(room) : (meeting.location ?? '')) }]
      : []),
  ];
}

/** Takes the place of the card whose time was pressed. */
export function bookedReply(operation: Operation<Meeting>, timeZone: string, note?: string): Reply {
  const meeting = operation.receipt!.result;
  const text = operation.receipt!.summary;
  return {
    text,
    card: card({
      title: line(meeting.subject),
      status: note ? { text: note, kind: 'warning' } : { text: 'Booked', kind: 'good' },
      facts: meetingFacts(meeting, timeZone),
      warnings: operation.receipt!.warnings,
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

/** A move that was made, or any other operation with a receipt. */
export function doneReply(operation: Operation, note?: string): Reply {
  const { summary, warnings, links } = operation.receipt!;
  return {
    text: summary,
    card: card({
      title: line(summary),
      status: note ? { text: note, kind: 'warning' } : { text: 'Done', kind: 'good' },
      warnings,
      actions: [
        ...links.slice(0, 3).flatMap(({ title, url }) => link(title, url)),
        ...(operation.canUndo && operation.undoKind !== 'none'
          ? [execute('Undo', 'operation.undo', { id: operation.id }, 'destructive')]
          : []),
      ],
    }),
  };
}

/** An operation that did not end well, or was taken back: what is so now, and the way on. */
export function endedReply(operation: Operation, sentence: string): Reply {
  const undone = operation.state === 'undone';
  const text = undone
    ? (operation.receipt?.summary ?? 'Taken back.')
    : (operation.problem?.detail ?? 'Aide is still at work on this.');
  return {
    text,
    card: card({
      title: undone ? 'This was taken back' : 'Not settled',
      body: [text, ...(operation.problem ? [operation.problem.remedy] : [])],
      actions: sentence ? buttons([say(undone ? 'Find new times' : 'Ask again', sentence)]) : [],
    }),
  };
}
