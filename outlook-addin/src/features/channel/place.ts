/** A channel as the value of an option: ids have ':' and '@' in them, and no space. */
export interface ChannelPlace {
  teamId: string;
  channelId: string;
}

export const optionOf = ({ teamId, channelId }: ChannelPlace): string => `${teamId} ${channelId}`;

export function placeOf(value: string): ChannelPlace | undefined {
  const [teamId, channelId] = value.split(' ');
  return teamId && channelId ? { teamId, channelId } : undefined;
}
