import type { PersonDetails } from '@aide/contracts/people';
import { DateTime } from 'luxon';
import { type CardAction, card, execute, openUrl } from '../../../chat/cards.ts';
import { names } from '../../../chat/names.ts';
import { line, say } from '../../../chat/parts.ts';
import { clockTime, type Reader, readerOf, written, writtenThere, zoneName } from '../../../chat/when.ts';
import type { Reply } from '../../chat.ts';
import { presenceWords } from '../presence.ts';

type Facts = { title: string; value: string }[];

/** Everything about a colleague. @param now in the asker's zone @param teams where Teams' deep links begin */
export function personReply(person: PersonDetails, now: DateTime, teams: string): Reply {
  return reply(person, `${person.displayName}${person.jobTitle ? `, ${person.jobTitle}` : ''}`, teams, [
    ...fact('Role', [person.jobTitle, person.department]),
    ...fact('Company', [person.companyName]),
    ...fact('Office', [person.officeLocation]),
    ...fact('E-mail', [person.address]),
    ...(person.phones ?? []).flatMap(({ kind, number }) => fact(phoneWords[kind], [number])),
    ...fact('Manager', [person.manager?.displayName]),
    ...fact('Direct reports', [names(person.reports?.map((r) => r.displayName) ?? [], 6)]),
    ...times(person, now),
  ]);
}

export function timeReply(person: PersonDetails, now: DateTime, teams: string): Reply {
  const said = person.localTime
    ? `It is ${clock(person.localTime, person.timeZone, readerOf(now))} for ${person.displayName}.`
    : `I cannot see which time zone ${person.displayName} works in.`;
  return reply(person, said, teams, times(person, now));
}

export function availabilityReply(person: PersonDetails, now: DateTime, teams: string): Reply {
  const said = person.presence
    ? `${person.displayName}: ${presenceWords(person.presence).text}`
    : `I cannot see whether ${person.displayName} is available.`;
  return reply(person, said, teams, times(person, now));
}

function reply(person: PersonDetails, text: string, teams: string, facts: Facts): Reply {
  const { presence, missing } = person;
  return {
    text,
    card: card({
      title: line(person.displayName),
      ...(presence ? { status: presenceWords(presence) } : {}),
      body: [...(presence?.statusMessage ? [`“${line(presence.statusMessage)}”`] : [])],
      facts,
      ...(person.isContact ? { note: contactNote } : missing.length > 0 ? { note: missingNote(missing) } : {}),
      actions: actions(person, teams),
      fallbackText: [text, ...facts.map((f) => `${f.title}: ${f.value}`)].join('\n'),
    }),
  };
}

/** Said with the address, so that it is this person and nobody of the same name. */
function actions({ address, manager, reports, isContact }: PersonDetails, teams: string): CardAction[] {
  const saying = (label: string, sentence: string) => {
    const { label: title, verb, data } = say(label, sentence);
    // The card stays: it is looked at again.
    return execute(title, verb, { ...data, replace: false });
  };
  return [
    saying('Find a time', `find 30 minutes with ${address}`),
    ...(isContact ? [] : [openUrl('Chat', `${teams}/l/chat/0/0?users=${encodeURIComponent(address)}`)]),
    openUrl('E-mail', `mailto:${encodeURIComponent(address).replace('%40', '@')}`),
    ...(manager ? [saying(`Manager: ${manager.displayName}`, `who is ${manager.address}`)] : []),
    ...(reports && reports.length > 0 ? [saying('Direct reports', `who reports to ${address}`)] : []),
  ];
}

const phoneWords = { business: 'Phone', mobile: 'Mobile', home: 'Home' } as const;

const contactNote =
  'From your contacts. You can invite them, share files with them and write them an email; when they are free I cannot see, and in Teams I cannot write to them.';

const missingNote = (missing: PersonDetails['missing']): string =>
  `${missing
    .map((what) =>
      what === 'presence'
        ? 'Presence is not shown: it needs the permission Presence.Read.All.'
        : 'Title, office, manager and reports may be missing: they need the permission User.Read.All, which an administrator gives.',
    )
    .join(' ')}`;

const fact = (title: string, parts: (string | undefined)[]): Facts => {
  const value = parts.flatMap((part) => (part ? [line(part)] : [])).join(', ');
  return value ? [{ title, value }] : [];
};

function times(person: PersonDetails, now: DateTime): Facts {
  const { localTime, timeZone, workingHours, nextFree } = person;
  const reader = readerOf(now);
  const at = (time: string) => clockTime(time, reader);
  return [
    ...(localTime ? fact('Time there', [clock(localTime, timeZone, reader), apart(localTime, now)]) : []),
    ...fact('Working hours', [
      workingHours && `${at(workingHours.start)} – ${at(workingHours.end)}`,
      days(workingHours?.days),
    ]),
    ...(nextFree ? fact('Next free', [freeFrom(nextFree, now)]) : []),
  ];
}

/** "Tuesday 11:30 PM (Central European Standard Time)" */
const clock = (iso: string, timeZone: string | undefined, { locale }: Reader): string =>
  `${writtenThere(iso, 'weekdayTime', { locale })}${timeZone ? ` (${zoneName(iso, { timeZone, locale })})` : ''}`;

/** "9 hours ahead of you" */
function apart(iso: string, now: DateTime): string | undefined {
  const minutes = DateTime.fromISO(iso, { setZone: true }).offset - now.offset;
  if (minutes === 0) return 'the same as yours';
  const hours = Math.abs(minutes) / 60;
  return `${hours} ${hours === 1 ? 'hour' : 'hours'} ${minutes > 0 ? 'ahead of' : 'behind'} you`;
}

const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function days(all: string[] | undefined): string | undefined {
  const sorted = week.filter((day) => all?.includes(day));
  if (sorted.length === 0) return undefined;
  const short = (day: string) => `${day.charAt(0).toUpperCase()}${day.slice(1, 3)}`;
  const first = week.indexOf(sorted[0]!);
  const inARow = sorted.every((day, i) => week[first + i] === day);
  return inARow && sorted.length > 2 ? `${short(sorted[0]!)}–${short(sorted.at(-1)!)}` : sorted.map(short).join(', ');
}

/** In the asker's own time. */
function freeFrom(iso: string, now: DateTime): string {
  const start = DateTime.fromISO(iso).setZone(now.zone);
  const reader = readerOf(now);
  if (start <= now) return 'now';
  return start.hasSame(now, 'day')
    ? `today ${written(iso, 'time', reader)} your time`
    : `${written(iso, 'moment', reader)} your time`;
}
