import type { ChannelRow, GroupRow, RoomRow, UserRow } from '../model.ts';
import { seedId } from './people.ts';

export function seedRooms(domain: string): RoomRow[] {
  const room = (name: string, capacity: number, building: string, floorNumber: number, timeZone: string): RoomRow => ({
    id: seedId(`room ${name}`),
    displayName: `Conf Room ${name}`,
    emailAddress: `${name.toLowerCase()}@${domain}`,
    capacity,
    building,
    floorNumber,
    timeZone,
    bookingType: 'standard',
  });
  return [
    room('Hood', 4, 'Building 12', 1, 'America/Los_Angeles'),
    room('Rainier', 8, 'Building 12', 2, 'America/Los_Angeles'),
    room('Adams', 12, 'Building 18', 1, 'America/Los_Angeles'),
    room('Baker', 20, 'Building 18', 3, 'America/Los_Angeles'),
  ];
}

export function seedTeams(domain: string, people: UserRow[]): { groups: GroupRow[]; channels: ChannelRow[] } {
  const ids = (department: string[]) => people.filter((p) => department.includes(p.department)).map((p) => p.id);
  const group = (
    displayName: string,
    description: string,
    memberIds: string[],
    owner: string,
    isTeam: boolean,
  ): GroupRow => ({
    id: seedId(`group ${displayName}`),
    displayName,
    mail: `${displayName.replace(/\W/g, '').toLowerCase()}@${domain}`,
    description,
    memberIds: [...new Set([seedId(owner), ...memberIds])],
    ownerIds: [seedId(owner)],
    isTeam,
  });
  const groups = [
    group('Mark 8 Project Team', 'Launch of the Mark 8', ids(['Marketing', 'Engineering', 'R&D']), 'Megan Bowen', true),
    group('Retail', 'Everything about the shops', ids(['Retail', 'Sales']), 'Miriam Graham', true),
    group(
      'Leadership',
      'Directors and the president',
      ids(['Executive Management', 'Operations', 'Manufacturing']),
      'Patti Fernandez',
      false,
    ),
  ];
  const channel = (team: GroupRow | undefined, displayName: string, description: string): ChannelRow => ({
    id: `19:${seedId(`channel ${team?.displayName} ${displayName}`).replaceAll('-', '')}@thread.tacv2`,
    teamId: team?.id ?? '',
    displayName,
    description,
    membershipType: 'standard',
  });
  const closed = (
    team: GroupRow | undefined,
    displayName: string,
    description: string,
    membershipType: 'private' | 'shared',
    names: [owner: string, ...others: string[]],
  ): ChannelRow => ({
    ...channel(team, displayName, description),
    membershipType,
    memberIds: names.map(seedId),
    ownerIds: [seedId(names[0])],
  });
  const [mark8, retail] = groups;
  return {
    groups,
    channels: [
      channel(mark8, 'General', 'Mark 8 Project Team'),
      channel(mark8, 'Design', 'Design of the Mark 8'),
      channel(mark8, 'Go to Market Plan', 'How we launch'),
      closed(mark8, 'Budget', 'What it costs', 'private', ['Megan Bowen', 'Lidia Holloway']),
      closed(mark8, 'Retail Partners', 'With those who sell it', 'shared', [
        'Megan Bowen',
        'Alex Wilber',
        'Adele Vance',
        'Miriam Graham',
      ]),
      channel(retail, 'General', 'Retail'),
      channel(retail, 'Store Openings', 'New shops'),
    ],
  };
}
