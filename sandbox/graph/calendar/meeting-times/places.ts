import type { IANAZone } from 'luxon';
import type { RoomRow } from '../../../tenant/model.ts';
import type { Tenant } from '../../../tenant/tenant.ts';
import type { Span } from '../free-busy.ts';
import { findMailbox, sameAddress } from '../mailboxes.ts';
import type { AskedLocation, MeetingTimesRequest } from './input.ts';
import { chances, spansOf, statusIn } from './parties.ts';

/** A location as a suggestion names it. */
export interface Place {
  displayName: string;
  locationEmailAddress?: string;
}

interface Room extends Place {
  locationEmailAddress: string;
  row: RoomRow;
  spans: Span[];
}

/** Finds where a meeting can be at some time. */
export type FindPlaces = (start: number, end: number) => Place[];

const offered = 3;

/**
 * Locations as the constraint wants them: the named ones, another one instead of a named one that is taken, and those that are
 * suggested, the smallest rooms first in which everybody has a seat.
 * https://learn.microsoft.com/graph/api/resources/locationconstraintitem
 * @param people how many have to be seated
 */
export function placeFinder(
  tenant: Tenant,
  { locations }: MeetingTimesRequest,
  zone: IANAZone,
  window: { start: number; end: number },
  people: number,
): FindPlaces {
  const rooms = [...tenant.tables.rooms.all()]
    .sort((a, b) => a.capacity - b.capacity)
    .flatMap((row): Room[] => {
      const mailbox = findMailbox(tenant, row.emailAddress);
      const place = { displayName: row.displayName, locationEmailAddress: row.emailAddress };
      return mailbox ? [{ ...place, row, spans: spansOf(tenant, mailbox, zone, window) }] : [];
    });
  const isFree = (room: Room, start: number, end: number) => chances[statusIn(room.spans, start, end)] === 100;
  const wantsAny = locations.suggest || (locations.isRequired && locations.asked.length === 0);

  return (start, end) => {
    const free = rooms.filter((room) => room.row.capacity >= people && isFree(room, start, end));
    const found = new Map<string, Place>();
    for (const asked of locations.asked) {
      const room = rooms.find((one) => isNamed(one, asked));
      const isOpen = !room || !asked.resolveAvailability || isFree(room, start, end);
      const place = isOpen ? named(asked, room) : nearest(free, room, found);
      if (place) found.set(place.displayName, place);
    }
    if (wantsAny) for (const room of free.slice(0, offered)) found.set(room.displayName, room);
    return [...found.values()].map(({ displayName, locationEmailAddress }) => ({
      displayName,
      ...(locationEmailAddress && { locationEmailAddress }),
    }));
  };
}

const isNamed = (room: Room, { locationEmailAddress, displayName }: AskedLocation): boolean =>
  locationEmailAddress
    ? sameAddress(room.locationEmailAddress, locationEmailAddress)
    : room.displayName.toLowerCase() === displayName?.trim().toLowerCase();

function named({ displayName, locationEmailAddress }: AskedLocation, room: Room | undefined): Place | undefined {
  const name = displayName ?? room?.displayName ?? locationEmailAddress;
  return name === undefined ? undefined : { displayName: name, locationEmailAddress };
}

/** Instead of a room that is taken: one of the same building before any other. */
const nearest = (free: Room[], taken: Room, chosen: Map<string, Place>): Room | undefined => {
  const others = free.filter((room) => !chosen.has(room.displayName));
  return others.find((room) => room.row.building === taken.row.building) ?? others[0];
};
