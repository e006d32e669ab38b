import { DateTime } from 'luxon';
import { type Change, describe } from './changes.ts';
import type { Effect } from './commands.ts';
import { plain, type SeenEvent, type SeenMail, type State } from './state.ts';

export interface Comparison {
  exact: boolean;
  /** Effects that are not there. */
  missing: string[];
  /** Changes that no effect names. */
  unasked: string[];
}

interface Frame {
  start: State;
  /** Graph's id of an event or mail by the id that the file has for it. */
  idOf(kind: 'events' | 'messages', sourceId: string): string;
  /** IANA; the zone in which times without an offset are written. */
  timeZone: string;
}

type Fits = (change: Change) => boolean;

/** Are the changes exactly the effects? Each change serves one effect; several changes of one event are one effect. */
export function compare(effects: Effect[], changes: Change[], frame: Frame): Comparison {
  const left = [...changes];
  const missing: string[] = [];
  for (const { text, fits } of expectations(effects, frame)) {
    const at = left.findIndex(fits);
    if (at < 0) missing.push(text);
    else left.splice(at, 1);
  }
  const unasked = left.map(describe);
  return { exact: missing.length === 0 && unasked.length === 0, missing, unasked };
}

const textOf = ({ call, args }: Effect) => `${call} ${JSON.stringify(args)}`;

function expectations(effects: Effect[], frame: Frame): { text: string; fits: Fits }[] {
  const updates = new Map<string, Effect[]>();
  const others: Effect[] = [];
  for (const effect of effects) {
    if (effect.call !== 'calendar.update_event') others.push(effect);
    else updates.set(String(effect.args.event_id), [...(updates.get(String(effect.args.event_id)) ?? []), effect]);
  }
  return [
    ...[...updates.values()].map((group) => ({ text: group.map(textOf).join(', '), fits: updated(group, frame) })),
    ...others.map((effect) => ({ text: textOf(effect), fits: expected(effect, frame) })),
  ];
}

const millis = (text: string, { timeZone }: Frame) => DateTime.fromSQL(text, { zone: timeZone }).toMillis();

/** An event after all changes that the effects name, and nothing else. */
function updated(group: Effect[], frame: Frame): Fits {
  const id = frame.idOf('events', String(group[0]!.args.event_id));
  const event = frame.start.events.get(id);
  if (!event) return () => false;
  let wanted: SeenEvent = { ...event };
  for (const { args } of group) {
    const value = String(args.new_value);
    switch (args.field) {
      case 'event_name':
        wanted = { ...wanted, subject: value };
        break;
      case 'participant_email':
        wanted = { ...wanted, attendees: addresses(value) };
        break;
      case 'event_start':
        wanted = { ...wanted, start: millis(value, frame) };
        break;
      case 'duration':
        wanted = { ...wanted, minutes: Number(value) };
        break;
      default:
        return () => false;
    }
  }
  return (change) =>
    change.kind === 'event changed' &&
    change.after.id === id &&
    JSON.stringify(change.after) === JSON.stringify(wanted);
}

const addresses = (text: string) =>
  text
    .toLowerCase()
    .split(/[,;]\s*/)
    .filter(Boolean)
    .sort();

function expected({ call, args }: Effect, frame: Frame): Fits {
  const value = (name: string) => String(args[name] ?? '');
  const mailOf = (name: string) => frame.start.mail.get(frame.idOf('messages', value(name)));
  const to = (mail: SeenMail, address: string) =>
    mail.cc.length === 0 && JSON.stringify(mail.to) === JSON.stringify(addresses(address));
  const words = (text: string) => plain({ contentType: 'text', content: text });
  switch (call) {
    case 'calendar.create_event':
      return (change) =>
        change.kind === 'event created' &&
        change.event.subject === value('event_name') &&
        change.event.start === millis(value('event_start'), frame) &&
        change.event.minutes === Number(args.duration) &&
        JSON.stringify(change.event.attendees) === JSON.stringify(addresses(value('participant_email')));
    case 'calendar.delete_event':
      return (change) => change.kind === 'event deleted' && change.event.id === frame.idOf('events', value('event_id'));
    case 'email.send_email':
      return (change) =>
        change.kind === 'mail sent' &&
        to(change.mail, value('recipient')) &&
        change.mail.subject === value('subject') &&
        change.mail.text === words(value('body'));
    case 'email.forward_email': {
      const mail = mailOf('email_id');
      return (change) =>
        mail !== undefined &&
        change.kind === 'mail sent' &&
        to(change.mail, value('recipient')) &&
        /^fwd?: /i.test(change.mail.subject) &&
        change.mail.subject.endsWith(mail.subject) &&
        change.mail.text.includes(mail.text);
    }
    case 'email.reply_email': {
      const mail = mailOf('email_id');
      return (change) =>
        mail !== undefined &&
        change.kind === 'mail sent' &&
        to(change.mail, mail.from) &&
        /^re: /i.test(change.mail.subject) &&
        change.mail.subject.endsWith(mail.subject.replace(/^re: /i, '')) &&
        change.mail.text.startsWith(words(value('body')));
    }
    case 'email.delete_email':
      return (change) => change.kind === 'mail deleted' && change.mail.id === mailOf('email_id')?.id;
    default:
      throw new Error(`it is not known what ${call} does`);
  }
}
