import { randomUUID } from 'node:crypto';
import type { Place } from './conversations.ts';
import { isOfDomain } from './domains.ts';
import { TeamsFailure } from './failure.ts';
import type { PinnedTab, TabContent } from './protocol.ts';
import type { Teams } from './teams.ts';

/** The tabs of a conversation, first added first. */
export const tabsOf = (teams: Teams, conversationId: string): PinnedTab[] =>
  teams.tables.tabs
    .by('conversation', conversationId)
    .toSorted((a, b) => a.addedAt.localeCompare(b.addedAt))
    .map(({ conversationId: _, addedAt: __, ...tab }) => tab);

/** @throws TeamsFailure 400 where the app has no tab for such a place, or the address is not on one of its domains */
export function addTab(teams: Teams, place: Place, content: TabContent): PinnedTab {
  checkContent(teams, place, content);
  const tab = { id: randomUUID(), ...content };
  teams.tables.tabs.put({ ...tab, conversationId: place.id, addedAt: teams.tenant.clock.now().toISOString() });
  return tab;
}

/** What it shows, set up anew. @throws TeamsFailure 404, 400 */
export function changeTab(teams: Teams, place: Place, id: string, content: TabContent): PinnedTab {
  const row = rowOf(teams, place, id);
  checkContent(teams, place, content);
  teams.tables.tabs.put({ ...row, ...content });
  return { id, ...content };
}

/** @throws TeamsFailure 404 */
export const removeTab = (teams: Teams, place: Place, id: string): void =>
  void teams.tables.tabs.delete(rowOf(teams, place, id).id);

function rowOf(teams: Teams, place: Place, id: string) {
  const row = teams.tables.tabs.get(id);
  if (row?.conversationId !== place.id) throw new TeamsFailure(404, 'NotFound', 'The tab was not found.');
  return row;
}

/** https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/create-tab-pages/configuration-page */
function checkContent({ app }: Teams, place: Place, { teamsAppId, contentUrl, websiteUrl }: TabContent): void {
  const scope = place.type === 'channel' ? 'team' : place.type;
  if (teamsAppId !== app.teamsAppId || !app.configurableTab?.scopes.some((s) => s === scope))
    throw new TeamsFailure(400, 'BadArgument', 'The app has no tab for this conversation.');
  for (const address of [contentUrl, ...(websiteUrl === undefined ? [] : [websiteUrl])])
    if (!app.validDomains.some((domain) => isOfDomain(new URL(address).host, domain)))
      throw new TeamsFailure(400, 'BadArgument', 'The tab’s address is not on a domain of the manifest.');
}
