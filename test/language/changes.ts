import type { SeenEvent, SeenMail, State } from './state.ts';

/** One thing that is not as it was. */
export type Change =
  | { kind: 'event created'; event: SeenEvent }
  | { kind: 'event deleted'; event: SeenEvent }
  | { kind: 'event changed'; before: SeenEvent; after: SeenEvent }
  | { kind: 'mail sent'; mail: SeenMail }
  | { kind: 'mail deleted'; mail: SeenMail }
  | { kind: 'mail changed'; before: SeenMail; after: SeenMail }
  | { kind: 'mail written'; mail: SeenMail }
  | { kind: 'other'; what: string };

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What is different between two states. Copies that somebody sent to themselves go with what they sent. */
export function changesBetween(before: State, after: State): Change[] {
  const changes: Change[] = [];
  for (const [id, event] of after.events) {
    const old = before.events.get(id);
    if (!old) changes.push({ kind: 'event created', event });
    else if (!same(old, event))
      changes.push(
        event.isCancelled && !old.isCancelled
          ? { kind: 'event deleted', event: old }
          : { kind: 'event changed', before: old, after: event },
      );
  }
  for (const [id, event] of before.events) if (!after.events.has(id)) changes.push({ kind: 'event deleted', event });

  const sent = new Set<string>();
  for (const [id, mail] of after.mail)
    if (mail.folder === 'sentitems' && before.mail.get(id)?.folder !== 'sentitems') sent.add(mail.internetMessageId);
  for (const [id, mail] of after.mail) {
    const old = before.mail.get(id);
    if (mail.folder === 'sentitems' && old?.folder !== 'sentitems') changes.push({ kind: 'mail sent', mail });
    else if (!old) {
      if (!sent.has(mail.internetMessageId)) changes.push({ kind: 'mail written', mail });
    } else if (!same(old, mail))
      changes.push(
        mail.folder === 'deleteditems' && old.folder !== 'deleteditems'
          ? { kind: 'mail deleted', mail: old }
          : { kind: 'mail changed', before: old, after: mail },
      );
  }
  for (const [id, mail] of before.mail) if (!after.mail.has(id)) changes.push({ kind: 'mail deleted', mail });

  for (const what of new Set([...before.others.keys(), ...after.others.keys()]))
    if (before.others.get(what) !== after.others.get(what)) changes.push({ kind: 'other', what });
  return changes;
}

const timeOf = (start: number) => new Date(start).toISOString().slice(0, 16);
const eventText = ({ subject, start, minutes, attendees }: SeenEvent) =>
  `"${subject}" ${timeOf(start)} ${minutes} min with ${attendees.join(', ') || 'nobody'}`;
const mailText = ({ subject, to, text }: SeenMail) => `"${subject}" to ${to.join(', ')}: ${text.slice(0, 80)}`;

/** A change in one line. */
export function describe(change: Change): string {
  switch (change.kind) {
    case 'event created':
    case 'event deleted':
      return `${change.kind}: ${eventText(change.event)}`;
    case 'event changed':
      return `${change.kind}: ${eventText(change.before)} → ${eventText(change.after)}`;
    case 'mail changed':
      return `${change.kind}: ${mailText(change.before)} (${change.before.folder} → ${change.after.folder})`;
    case 'other':
      return `changed: ${change.what}`;
    default:
      return `${change.kind}: ${mailText(change.mail)} (${change.mail.folder})`;
  }
}
