import type { IANAZone } from 'luxon';
import type { Tenant } from '../../../tenant/tenant.ts';
import { occupied, type Span } from '../free-busy.ts';
import { findGroupMembers, findMailbox, type Mailbox } from '../mailboxes.ts';
import type { ShowAs } from '../model.ts';
import type { AskedAttendee } from './input.ts';

/** Somebody, a list of people or a room, and when they are taken. */
export interface Party {
  asked: AskedAttendee;
  /** Empty: outside of the organisation, or nobody. */
  mailboxes: Mailbox[];
  spans: Span[];
}

/** Strongest last. */
const strength: ShowAs[] = ['free', 'workingElsewhere', 'unknown', 'tentative', 'busy', 'oof'];

export function partyOf(
  tenant: Tenant,
  asked: AskedAttendee,
  zone: IANAZone,
  window: { start: number; end: number },
): Party {
  const { address } = asked.emailAddress;
  const one = findMailbox(tenant, address);
  const mailboxes = one ? [one] : (findGroupMembers(tenant, address) ?? []);
  return { asked, mailboxes, spans: mailboxes.flatMap((m) => spansOf(tenant, m, zone, window)) };
}

export const spansOf = (
  tenant: Tenant,
  mailbox: Mailbox,
  zone: IANAZone,
  { start, end }: { start: number; end: number },
): Span[] => occupied(tenant, mailbox.id, zone, start, end).map(({ span }) => span);

/** The strongest of what overlaps [start, end). */
export function statusIn(spans: readonly Span[], start: number, end: number): ShowAs {
  let strongest = 0;
  for (const span of spans)
    if (span.start < end && span.end > start) strongest = Math.max(strongest, strength.indexOf(span.showAs));
  return strength[strongest] ?? 'free';
}

/** What nobody can tell is 'unknown': https://learn.microsoft.com/graph/api/resources/meetingtimesuggestionsresult */
export const availabilityOf = (party: Party, start: number, end: number): ShowAs =>
  party.mailboxes.length === 0 ? 'unknown' : statusIn(party.spans, start, end);

/**
 * How likely somebody comes, in percent: "a free status … corresponds to 100% chance of attendance, unknown status 49%, and busy
 * status 0%". The page leaves the others out: who works elsewhere is free for a meeting, and who is in doubt is unknown.
 * https://learn.microsoft.com/graph/api/user-findmeetingtimes#the-confidence-of-a-meeting-suggestion
 */
export const chances: Record<ShowAs, number> = {
  free: 100,
  workingElsewhere: 100,
  unknown: 49,
  tentative: 49,
  busy: 0,
  oof: 0,
};
