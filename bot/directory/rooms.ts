import type { Room } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import type { Graph } from '../graph/graph.ts';

export const roomsSchema = z.array(
  z.object({
    id: z.string().optional(),
    displayName: z.string(),
    address: z.string(),
    capacity: z.number(),
    building: z.string().optional(),
  }),
);
export type Rooms = z.infer<typeof roomsSchema>;

/** Every room of the organisation that has an address; one without a capacity seats nobody we could count on. */
export async function readRooms(graph: Graph): Promise<Rooms> {
  const rooms = await graph.list<Room>('/places/microsoft.graph.room', { $top: 100 }, { max: 2000 });
  return rooms.flatMap((room) =>
    room.emailAddress
      ? {
          // A place's id is not a directory object's, so it is not given as one.
          displayName: room.displayName ?? room.emailAddress,
          address: room.emailAddress,
          capacity: room.capacity ?? 0,
          building: room.building ?? undefined,
        }
      : [],
  );
}

/** Those that seat `capacity`, smallest first, then by name. */
export const roomsFor = (rooms: Rooms, capacity: number): Rooms =>
  rooms
    .filter((room) => room.capacity >= capacity)
    .sort((a, b) => a.capacity - b.capacity || a.displayName.localeCompare(b.displayName));
