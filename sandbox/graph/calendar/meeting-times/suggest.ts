import type { Tenant } from '../../../tenant/tenant.ts';
import { GraphFailure } from '../../area.ts';
import type { Mailbox } from '../mailboxes.ts';
import type { ShowAs } from '../model.ts';
import { wallAt, zonedTime, zoneNamed } from '../times.ts';
import { isWithinHours } from './hours.ts';
import type { MeetingTimesRequest } from './input.ts';
import { availabilityOf, chances, type Party, partyOf, spansOf, statusIn } from './parties.ts';
import { type Place, placeFinder } from './places.ts';

/** Why there is no suggestion, in the service's spelling; the page that lists them begins them with small letters. */
type EmptyReason =
  | ''
  | 'AttendeesUnavailable'
  | 'AttendeesUnavailableOrUnknown'
  | 'LocationsUnavailable'
  | 'OrganizerUnavailable'
  | 'Unknown';

interface Suggestion {
  start: number;
  end: number;
  confidence: number;
  organizer: ShowAs;
  attendees: ShowAs[];
  places: Place[];
}

const halfHour = 30 * 60_000;
/** Free/busy is told for so many: https://learn.microsoft.com/graph/outlook-get-free-busy-schedule#limits-and-error-conditions */
const most = 100;

/**
 * Times at which the organizer and enough of the others can meet: those with the highest confidence first, then the earliest.
 * Every half hour of the organizer's clock is looked at, and the beginning of each slot.
 * https://learn.microsoft.com/graph/api/user-findmeetingtimes
 */
export function findTimes(
  tenant: Tenant,
  organizer: Mailbox,
  ask: MeetingTimesRequest,
): { suggestions: Suggestion[]; parties: Party[]; reason: EmptyReason } {
  const window = {
    start: Math.min(...ask.slots.map(({ start }) => start)),
    end: Math.max(...ask.slots.map(({ end }) => end)),
  };
  const zone = zoneNamed(ask.timeZone ?? organizer.timeZone);
  const parties = ask.attendees.map((attendee) => partyOf(tenant, attendee, zone, window));
  const people = parties.filter(({ asked }) => asked.type !== 'resource').flatMap((party) => party.mailboxes);
  if (parties.reduce((sum, { mailboxes }) => sum + Math.max(1, mailboxes.length), 0) > most)
    throw new GraphFailure(400, 'ErrorMailboxDataArrayTooBig', `There are more than ${most} attendees.`);
  const own = spansOf(tenant, organizer, zone, window);
  const placesAt = placeFinder(tenant, ask, zone, window, people.length + 1);

  const comes = { organizer: false, attendees: false };
  const found: Suggestion[] = [];
  const starts = startsIn(ask, organizer);
  for (const start of starts) {
    const end = start + ask.duration;
    const status = statusIn(own, start, end);
    const isOrganizerThere = status !== 'busy' && status !== 'oof' && isWithinHours(organizer, ask.domain, start, end);
    if (!ask.isOrganizerOptional && !isOrganizerThere) continue;
    comes.organizer = true;
    if (!people.every((mailbox) => isWithinHours(mailbox, ask.domain, start, end))) continue;
    const attendees = parties.map((party) => availabilityOf(party, start, end));
    const confidence = confidenceOf(attendees);
    if (confidence < ask.minimumConfidence) continue;
    comes.attendees = true;
    const places = placesAt(start, end);
    if (ask.locations.isRequired && places.length === 0) continue;
    found.push({ start, end, confidence, organizer: status, attendees, places });
  }
  found.sort((a, b) => b.confidence - a.confidence || a.start - b.start);
  const isUnknown = parties.some(({ mailboxes }) => mailboxes.length === 0);
  const reason = found.length > 0 ? '' : starts.length === 0 ? 'Unknown' : reasonOf(comes, isUnknown);
  return { suggestions: found.slice(0, ask.maxCandidates), parties, reason };
}

function reasonOf(comes: { organizer: boolean; attendees: boolean }, isUnknown: boolean): EmptyReason {
  if (!comes.organizer) return 'OrganizerUnavailable';
  if (!comes.attendees) return isUnknown ? 'AttendeesUnavailableOrUnknown' : 'AttendeesUnavailable';
  return 'LocationsUnavailable';
}

/** "averaging the chance of attendance over all the attendees"; a meeting without any is certain. */
const confidenceOf = (attendees: ShowAs[]): number =>
  attendees.length === 0 ? 100 : attendees.reduce((sum, status) => sum + chances[status], 0) / attendees.length;

/** Where a meeting of this length can begin, each time once. */
function startsIn({ slots, duration }: MeetingTimesRequest, organizer: Mailbox): number[] {
  const zone = zoneNamed(organizer.timeZone);
  const starts = new Set<number>();
  for (const { start, end } of slots) {
    const wall = wallAt(zone, start);
    const first = start + (Math.ceil(wall / halfHour) * halfHour - wall);
    for (const at of [start, ...steps(first, end - duration)]) if (at + duration <= end) starts.add(at);
  }
  return [...starts].sort((a, b) => a - b);
}

function* steps(from: number, to: number): Generator<number> {
  for (let at = from; at <= to; at += halfHour) yield at;
}

/** A suggestion as Graph writes it. @param timeZone of the answer, as the client named it */
export const renderSuggestion =
  (parties: Party[], withReasons: boolean, timeZone: string) =>
  ({ start, end, confidence, organizer, attendees, places }: Suggestion, index: number): Record<string, unknown> => ({
    confidence,
    order: index + 1,
    organizerAvailability: organizer,
    ...(withReasons && { suggestionReason: confidence === 100 ? reasons.all : reasons.most }),
    attendeeAvailability: parties.map(({ asked }, i) => ({
      availability: attendees[i],
      attendee: {
        type: asked.type ?? 'required',
        emailAddress: { address: asked.emailAddress.address },
      },
    })),
    locations: places,
    meetingTimeSlot: { start: zonedTime(start, timeZone), end: zonedTime(end, timeZone) },
  });

const reasons = {
  all: 'Suggested because it is one of the nearest times when all attendees are available.',
  most: 'Suggested because it is one of the nearest times when most attendees are available.',
};
