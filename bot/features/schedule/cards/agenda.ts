import type { Meeting } from '@aide/contracts/schedule';
import { displayName } from '@aide/contracts/schedule/invited';
import { card, type Element, execute, text } from '../../../chat/cards.ts';
import { bold, line, link, small } from '../../../chat/parts.ts';
import { hours, longDay, type Reader, when } from '../../../chat/when.ts';
import type { Reply } from '../../chat.ts';
import { meetingFacts } from './booked.ts';

/** Meetings on one page of the agenda: keeps the card far below what Teams takes. */
export const pageSize = 12;

export interface AgendaPage {
  title: string;
  meetings: Meeting[];
  reader: Reader;
  /** Index of the first meeting of this page. */
  from: number;
  /** For the other pages. */
  draft: string;
}

export function agendaReply({ title, meetings, reader, from, draft }: AgendaPage): Reply {
  const page = meetings.slice(from, from + pageSize);
  const rest = meetings.length - from - page.length;
  let day = '';
  const body = page.flatMap((meeting): Element[] => {
    const today = longDay(meeting.start, reader);
    const heading = today === day ? [] : [bold(today)];
    day = today;
    return [...heading, entry(meeting, reader)];
  });
  const count = meetings.length === 1 ? '1 meeting' : `${meetings.length} meetings`;
  const summary = meetings.length === 0 ? `${title}: nothing. The time is yours.` : `${title}: ${count}.`;
  return {
    text: summary,
    card: card({
      title: line(title),
      body: meetings.length === 0 ? ['Nothing. The time is yours.'] : body,
      ...(meetings.length > pageSize ? { note: `${from + 1}–${from + page.length} of ${count}` } : {}),
      actions: [
        ...(from > 0 ? [execute('Earlier', 'schedule.more', { draft, from: Math.max(0, from - pageSize) })] : []),
        ...(rest > 0
          ? [execute(`${Math.min(rest, pageSize)} more`, 'schedule.more', { draft, from: from + pageSize })]
          : []),
      ],
      fallbackText: [summary, ...page.map((m) => `${when(m, reader)}: ${line(m.subject)}`)].join('\n'),
    }),
  };
}

/** One line with its button: time and subject, then where, with whom, and what is special. */
function entry(meeting: Meeting, reader: Reader): Element {
  const marks = [
    ...(meeting.isCancelled ? ['cancelled'] : []),
    ...(meeting.showAs === 'tentative' || meeting.response === 'notResponded' ? ['tentative'] : []),
    ...(meeting.showAs === 'oof' ? ['out of office'] : []),
    ...(meeting.location ? [line(meeting.location)] : []),
    ...(meeting.series ? [`↻ ${meeting.series.repeats ?? 'repeats'}`] : []),
    ...(!meeting.isOrganizer && meeting.organizer ? [`by ${line(displayName(meeting.organizer))}`] : []),
  ];
  const join = meeting.isCancelled ? [] : link('Join', meeting.joinUrl);
  const left = {
    type: 'Column',
    width: 'stretch',
    items: [
      text(`${hours(meeting, reader)} · ${line(meeting.subject)}`),
      ...(marks.length > 0 ? [small(marks.join(' · '))] : []),
    ],
  };
  const right = { type: 'Column', width: 'auto', items: [{ type: 'ActionSet', actions: join }] };
  return { type: 'ColumnSet', spacing: 'Small', columns: join.length > 0 ? [left, right] : [left] };
}

export function freeReply(title: string, free: { start: string; end: string }[], reader: Reader): Reply {
  const days = new Map<string, string[]>();
  for (const stretch of free) {
    const day = longDay(stretch.start, reader);
    days.set(day, [...(days.get(day) ?? []), hours(stretch, reader)]);
  }
  const shown = [...days].slice(0, 20);
  const text = free.length === 0 ? `${title}: not at all within your working hours.` : `${title}:`;
  return {
    text: [text, ...shown.map(([day, times]) => `${day}: ${times.join(', ')}`)].join('\n'),
    card: card({
      title,
      body: free.length === 0 ? ['Not at all within your working hours.'] : [],
      facts: shown.map(([day, times]) => ({ title: day, value: times.join(', ') })),
      ...(days.size > shown.length ? { note: `and ${days.size - shown.length} more days` } : {}),
    }),
  };
}

export function nextReply(meeting: Meeting | undefined, reader: Reader, withName?: string): Reply {
  if (!meeting) {
    const text = `There is no meeting${withName ? ` with ${line(withName)}` : ''} in the next 60 days.`;
    return { text, card: card({ title: 'Next meeting', body: [text] }) };
  }
  const text = `Next: ${meeting.subject}, ${when(meeting, reader)}`;
  return {
    text,
    card: card({
      title: line(meeting.subject),
      facts: meetingFacts(meeting, reader),
      actions: [...link('Join', meeting.joinUrl), ...link('Open in Outlook', meeting.webLink)],
      fallbackText: text,
    }),
  };
}
