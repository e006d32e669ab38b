import { Button, Link, makeStyles, tokens } from '@fluentui/react-components';
import {
  ArrowRepeatAllRegular,
  CheckmarkRegular,
  ClockRegular,
  DismissRegular,
  LocationRegular,
  PeopleRegular,
  QuestionRegular,
  VideoRegular,
} from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { readable } from '../api/http.ts';
import { useNotify } from '../app/notices.tsx';
import { PersonAvatar } from '../app/person-avatar.tsx';
import { dayOf, timeOf } from '../app/time.ts';
import { safeUrl } from '../chat/popup.ts';
import { useSession } from '../session/session.tsx';
import {
  type CalendarEvent,
  type EmailAddress,
  type Response,
  responseText,
  seriesText,
  showAsText,
} from './events.ts';

const useStyles = makeStyles({
  details: { width: 'min(340px, calc(100vw - 80px))', maxHeight: '70vh', overflowY: 'auto', overflowWrap: 'anywhere' },
  head: { display: 'flex', alignItems: 'flex-start', justifyContent: 'space-between', gap: '8px' },
  title: { margin: '2px 0 8px', fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  row: { display: 'flex', alignItems: 'flex-start', gap: '10px', margin: '6px 0' },
  icon: { flexShrink: 0, marginTop: '2px' },
  people: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '6px' },
  person: { display: 'flex', alignItems: 'center', gap: '8px' },
  response: { display: 'block', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  preview: { margin: '8px 0', color: tokens.colorNeutralForeground2, whiteSpace: 'pre-line' },
  answers: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginTop: '12px' },
});

const answers = [
  { path: 'accept', label: 'Accept', response: 'accepted', icon: <CheckmarkRegular /> },
  { path: 'tentativelyAccept', label: 'Tentative', response: 'tentativelyAccepted', icon: <QuestionRegular /> },
  { path: 'decline', label: 'Decline', response: 'declined', icon: <DismissRegular /> },
] satisfies { path: string; label: string; response: Response; icon: unknown }[];

interface Props {
  event: CalendarEvent;
  zone: string;
  onClose(): void;
  onChanged(): void;
}

/** All of an event, and answering its invitation. */
export function EventDetails({ event, zone, onClose, onChanged }: Props) {
  const styles = useStyles();
  const { graph } = useSession();
  const notify = useNotify();
  const [busy, setBusy] = useState<string>();
  const from = event.start.toMillis();
  const to = event.end.toMillis();
  const when = event.isAllDay
    ? `${dayOf(from, zone)}, all day`
    : `${dayOf(from, zone)}, ${timeOf(from, zone)} – ${event.end.hasSame(event.start, 'day') ? '' : `${dayOf(to, zone)}, `}${timeOf(to, zone)}`;
  const joinUrl = event.onlineMeeting?.joinUrl && safeUrl(event.onlineMeeting.joinUrl);
  const mine = event.responseStatus?.response;
  // The line above a Teams invitation is made of underscores.
  const preview = event.bodyPreview?.replace(/_{5,}/g, '').trim();
  const answer = async (path: string, label: string) => {
    setBusy(path);
    try {
      await graph.call(`me/events/${encodeURIComponent(event.id)}/${path}`, {
        method: 'POST',
        body: { sendResponse: true },
      });
      notify(`${label}: ${event.subject ?? ''}`);
      onChanged();
      onClose();
    } catch (error) {
      notify(readable(error), 'error');
    }
    setBusy(undefined);
  };
  const row = (icon: ReactNode, text: ReactNode) => (
    <div className={styles.row}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <div>{text}</div>
    </div>
  );
  return (
    <div className={styles.details}>
      <div className={styles.head}>
        <h3 className={styles.title}>
          {event.isCancelled && 'Cancelled: '}
          {event.subject || '(No subject)'}
        </h3>
        <Button appearance="subtle" icon={<DismissRegular />} aria-label="Close" onClick={onClose} />
      </div>
      {row(
        <ClockRegular />,
        <>
          {when}
          <span className={styles.response}>{showAsText[event.showAs]}</span>
        </>,
      )}
      {seriesText(event) && row(<ArrowRepeatAllRegular />, seriesText(event))}
      {event.location?.displayName && row(<LocationRegular />, event.location.displayName)}
      {joinUrl &&
        row(
          <VideoRegular />,
          <Link href={joinUrl} target="_blank" rel="noopener noreferrer">
            Join the Teams meeting
          </Link>,
        )}
      {(event.attendees?.length ?? 0) > 0 &&
        row(
          <PeopleRegular />,
          <ul className={styles.people} aria-label="People">
            {event.organizer && <Attendee {...event.organizer} response="organizer" />}
            {event.attendees
              ?.filter((a) => a.emailAddress.address !== event.organizer?.emailAddress.address)
              .map((a) => (
                <Attendee
                  key={a.emailAddress.address}
                  emailAddress={a.emailAddress}
                  response={a.status?.response ?? 'none'}
                  type={a.type}
                />
              ))}
          </ul>,
        )}
      {preview && <p className={styles.preview}>{preview}</p>}
      {!event.isOrganizer && !event.isCancelled && (
        <div className={styles.answers}>
          {answers.map(({ path, label, response, icon }) => (
            <Button
              key={path}
              icon={icon}
              appearance={mine === response ? 'primary' : 'secondary'}
              aria-pressed={mine === response}
              disabledFocusable={busy !== undefined}
              onClick={() => void answer(path, label)}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

interface AttendeeProps {
  emailAddress: EmailAddress;
  response: Response;
  type?: string;
}

function Attendee({ emailAddress, response, type }: AttendeeProps) {
  const styles = useStyles();
  const name = nameOf(emailAddress);
  return (
    <li className={styles.person}>
      <PersonAvatar name={name} person={emailAddress.address} size={28} kind={type === 'resource' ? 'group' : 'user'} />
      <span>
        {name}
        <span className={styles.response}>
          {responseText[response]}
          {type === 'optional' && ', optional'}
        </span>
      </span>
    </li>
  );
}

const nameOf = ({ name, address }: EmailAddress) => name || address || 'Somebody';
