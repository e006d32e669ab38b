import { type Area, type GraphCall, GraphFailure } from '../area.ts';
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
      handle(call) {
        const room = rooms(call).find(isNamed(call));
        const list = roomLists(call).find(isNamed(call));
        if (room) return entity(call, { '@odata.type': '#microsoft.graph.room', ...room });
        if (list) return entity(call, { '@odata.type': '#microsoft.graph.roomList', ...list });
        throw notFound();
      },
    },
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

const rooms = ({ tenant }: GraphCall): Place[] => [...tenant.tables.rooms.all()].map(roomOf);

/** One for each building, as administrators usually make them. */
function roomLists({ tenant }: GraphCall): Place[] {
  const buildings = new Set([...tenant.tables.rooms.all()].map((room) => room.building));
  return [...buildings].map((building) => {
    const emailAddress = `${building.replace(/\W/g, '').toLowerCase()}@${tenant.domain}`;
    return { id: emailAddress, displayName: building, phone: '', address: null, geoCoordinates: null, emailAddress };
  });
}

/** A place goes by its id and by its address. */
const isNamed = (call: GraphCall) => {
  const wanted = call.params.place?.toLowerCase();
  return (place: Place) => place.id === call.params.place || String(place.emailAddress).toLowerCase() === wanted;
};

const notFound = () => new GraphFailure(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
