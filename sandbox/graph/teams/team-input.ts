import { z } from 'zod';
import { tabDefinition } from '../areas/tabs.ts';
import { oneOf } from '../calendar/wire.ts';
import { newMember } from './input.ts';

/** What is sent to make or change a team. https://learn.microsoft.com/graph/api/resources/team */

const text = z.string().nullish();
const flag = z.boolean().nullish();
const flags = <const T extends string>(...names: T[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, flag])) as Record<T, typeof flag>).nullish();

export const teamSettings = {
  memberSettings: flags(
    'allowCreateUpdateChannels',
    'allowCreatePrivateChannels',
    'allowDeleteChannels',
    'allowAddRemoveApps',
    'allowCreateUpdateRemoveTabs',
    'allowCreateUpdateRemoveConnectors',
  ),
  guestSettings: flags('allowCreateUpdateChannels', 'allowDeleteChannels'),
  messagingSettings: flags(
    'allowUserEditMessages',
    'allowUserDeleteMessages',
    'allowOwnerDeleteMessages',
    'allowTeamMentions',
    'allowChannelMentions',
  ),
  funSettings: z
    .strictObject({
      allowGiphy: flag,
      giphyContentRating: oneOf(['strict', 'moderate']).nullish(),
      allowStickersAndMemes: flag,
      allowCustomMemes: flag,
    })
    .nullish(),
  discoverySettings: flags('showInTeamsSearchAndSuggestions'),
};
const about = {
  displayName: z.string().trim().min(1).max(256).nullish(),
  description: z.string().max(1024).nullish(),
  visibility: oneOf(['private', 'public', 'hiddenMembership']).nullish(),
  classification: text,
};
const specialization = text;

const teamChannel = z.strictObject({
  displayName: z.string(),
  description: text,
  isFavoriteByDefault: flag,
  tabs: z.array(tabDefinition).nullish(),
});
const apps = z.array(z.looseObject({ 'teamsApp@odata.bind': z.string() })).nullish();
export const newTeam = z.strictObject({
  ...about,
  ...teamSettings,
  specialization,
  'template@odata.bind': z.string(),
  'group@odata.bind': text,
  firstChannelName: text,
  members: z.array(newMember).nullish(),
  channels: z.array(teamChannel).nullish(),
  installedApps: apps,
});
export const teamChange = z.strictObject({
  ...about,
  ...teamSettings,
  specialization,
  isMembershipLimitedToOwners: flag,
});
export const teamOfGroup = z.strictObject({
  ...teamSettings,
  visibility: about.visibility,
  classification: text,
  specialization,
});
