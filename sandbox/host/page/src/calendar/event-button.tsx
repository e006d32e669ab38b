import { mergeClasses, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components';
import { ArrowRepeatAllOffRegular, ArrowRepeatAllRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { timeOf } from '../app/time.ts';
import { useNarrow } from '../app/use-narrow.ts';
import { EventDetails } from './event-details.tsx';
import { lookOf, useEventStyles } from './event-look.ts';
import { type CalendarEvent, seriesText, showAsText } from './events.ts';

interface Props {
  event: CalendarEvent;
  zone: string;
  /** One line only: all-day events, and short ones. */
  brief?: boolean;
  onChanged(): void;
}

/** An event in the calendar; a press shows the rest of it. */
export function EventButton({ event, zone, brief, onChanged }: Props) {
  const styles = useEventStyles();
  const [open, setOpen] = useState(false);
  const isNarrow = useNarrow();
  const subject = event.subject || '(No subject)';
  const place = event.location?.displayName || (event.onlineMeeting ? 'Microsoft Teams Meeting' : '');
  const time = event.isAllDay
    ? 'all day'
    : `${timeOf(event.start.toMillis(), zone)} to ${timeOf(event.end.toMillis(), zone)}`;
  const isShort = !event.isAllDay && event.end.diff(event.start, 'minutes').minutes < 30;
  const state = event.isCancelled ? 'Cancelled' : showAsText[event.showAs];
  return (
    <Popover
      open={open}
      onOpenChange={(_, data) => setOpen(data.open)}
      trapFocus
      positioning={isNarrow ? 'below-start' : 'after'}
      withArrow={!isNarrow}
    >
      <PopoverTrigger disableButtonEnhancement>
        <button
          type="button"
          className={mergeClasses(
            styles.event,
            isShort && styles.short,
            styles[lookOf(event)],
            event.isCancelled && styles.cancelled,
          )}
          // What is to be seen comes first, in the same order, for who speaks to the computer.
          aria-label={[subject, place, time, state, seriesText(event)].filter(Boolean).join(', ')}
        >
          {event.type === 'occurrence' && <ArrowRepeatAllRegular className={styles.mark} aria-hidden />}
          {event.type === 'exception' && <ArrowRepeatAllOffRegular className={styles.mark} aria-hidden />}
          <span className={mergeClasses(styles.title, event.isCancelled && styles.struck)}>{subject}</span>{' '}
          {!brief && place && <span className={styles.place}>{place}</span>}
        </button>
      </PopoverTrigger>
      <PopoverSurface aria-label={subject}>
        <EventDetails event={event} zone={zone} onClose={() => setOpen(false)} onChanged={onChanged} />
      </PopoverSurface>
    </Popover>
  );
}
