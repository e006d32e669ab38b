/** A room and what it is chosen by. */
export interface Room {
  address: string;
  name: string;
  /** Seats; 0 = not known, which seats nobody we could count on. */
  capacity: number;
  building?: string;
}

export interface RoomChoice {
  /** People to seat; absent = everybody who attends. */
  capacity?: number;
  building?: string;
}

/** getSchedule takes at most 20 mailboxes. https://learn.microsoft.com/graph/outlook-get-free-busy-schedule */
export const mailboxesPerRequest = 20;

/**
 * The smallest rooms that do, no more than fit into the request that reads the people.
 * @param rooms smallest first
 * @param people who attend, the organiser included
 */
export function roomCandidates<T extends Room>(rooms: T[], { capacity, building }: RoomChoice, people: number): T[] {
  const seats = capacity ?? people;
  return mostRooms(
    rooms.filter((room) => room.capacity >= seats && (building === undefined || room.building === building)),
    people,
  );
}

export const mostRooms = <T>(rooms: T[], people: number): T[] =>
  rooms.slice(0, Math.max(5, mailboxesPerRequest - people));
