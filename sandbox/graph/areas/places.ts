import { z } from 'zod';
import type { Row } from '../../tenant/store.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { type Area, type GraphCall, GraphFailure, type GraphReply } from '../area.ts';
import { oneOf, readBody } from '../calendar/wire.ts';
import { collection, entity } from '../odata-reply.ts';
import { roomOf } from '../shapes.ts';

type Place = Record<string, unknown>;

/** Rooms, and the lists that Exchange keeps of them. https://learn.microsoft.com/graph/api/resources/place */
export const places: Area = {
  name: 'places',
  workload: 'places',
  routes: [
    {
      method: 'GET',
      path: 'places/microsoft.graph.room',
      handle: (call) => collection(call, rooms(call), { pageSize: 100, context: 'places/microsoft.graph.room' }),
    },
    {
      method: 'GET',
      path: 'places/microsoft.graph.roomList',
      handle: (call) =>
        collection(call, roomLists(call), { pageSize: 100, context: 'places/microsoft.graph.roomList' }),
    },
    {
      method: 'GET',
      path: 'places/{place}',
      handle: one,
    },
    { method: 'PATCH', path: 'places/{place}', handle: update },
    {
      method: 'GET',
      path: 'places/{place}/microsoft.graph.roomList/rooms',
      handle(call) {
        const list = roomLists(call).find(isNamed(call));
        if (!list) throw notFound();
        const inside = rooms(call).filter((room) => room.building === list.displayName);
        return collection(call, inside, { pageSize: 100 });
      },
    },
  ],
};

function one(call: GraphCall): GraphReply {
  const room = rooms(call).find(isNamed(call));
  const list = roomLists(call).find(isNamed(call));
  if (room) return entity(call, { '@odata.type': '#microsoft.graph.room', ...room });
  if (list) return entity(call, { '@odata.type': '#microsoft.graph.roomList', ...list });
  throw notFound();
}

const rooms = ({ tenant }: GraphCall): Place[] => [...tenant.tables.rooms.all()].map(roomOf);

/** One for each building, as administrators usually make them. */
function roomLists({ tenant }: GraphCall): Place[] {
  const buildings = new Set([...tenant.tables.rooms.all()].map((room) => room.building));
  return [...buildings].map((building) => {
    const emailAddress = `${building.replace(/\W/g, '').toLowerCase()}@${tenant.domain}`;
    const { details } = listTable(tenant).get(emailAddress) ?? {};
    const list = {
      id: emailAddress,
      displayName: building,
      phone: '',
      address: null,
      geoCoordinates: null,
      emailAddress,
    };
    return { ...list, ...details };
  });
}

interface RoomListRow extends Row {
  /** Its address. */
  id: string;
  details: Record<string, unknown>;
}
const listTable = ({ store }: Tenant) => store.table<RoomListRow>('roomLists');

const text = z.string().nullish();
const place = {
  phone: text,
  label: text,
  isWheelChairAccessible: z.boolean().nullish(),
  tags: z.array(z.string()).nullish(),
  address: z.record(z.string(), z.unknown()).nullish(),
  geoCoordinates: z.record(z.string(), z.unknown()).nullish(),
};
const listChange = z.strictObject({ ...place, displayName: text });
const roomChange = z.strictObject({
  ...place,
  nickname: text,
  floorLabel: text,
  audioDeviceName: text,
  videoDeviceName: text,
  displayDeviceName: text,
  building: z.string().optional(),
  capacity: z.int().nonnegative().optional(),
  floorNumber: z.int().optional(),
  bookingType: oneOf(['standard', 'reserved']).optional(),
});

/** https://learn.microsoft.com/graph/api/place-update */
function update(call: GraphCall): GraphReply {
  const { tenant } = call;
  const change = Object.fromEntries(
    Object.entries((call.body ?? {}) as Record<string, unknown>).filter(([name]) => !name.startsWith('@')),
  );
  const list = roomLists(call).find(isNamed(call));
  const room = rooms(call).find(isNamed(call));
  const row = room && tenant.tables.rooms.get(String(room.id));
  if (row) {
    const { building, capacity, floorNumber, bookingType, ...said } = readBody(roomChange, change);
    const kept = { building, capacity, floorNumber, bookingType };
    const given = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
    tenant.tables.rooms.put({ ...row, ...given, details: { ...row.details, ...said } });
  } else if (list) {
    const id = String(list.id);
    listTable(tenant).put({ id, details: { ...listTable(tenant).get(id)?.details, ...readBody(listChange, change) } });
  } else throw notFound();
  return one(call);
}

/** A place goes by its id and by its address. */
const isNamed = (call: GraphCall) => {
  const wanted = call.params.place?.toLowerCase();
  return (place: Place) => place.id === call.params.place || String(place.emailAddress).toLowerCase() === wanted;
};

const notFound = () => new GraphFailure(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
