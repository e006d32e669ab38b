import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { conversationView, hasBot, type Place } from '../conversations.ts';
import { TeamsFailure } from '../failure.ts';
import type { InstalledApp, PinnedTab } from '../protocol.ts';
import { addTab, changeTab, removeTab } from '../tabs.ts';
import type { Teams } from '../teams.ts';
import { appView } from './app-view.ts';

const address = z.url({ protocol: /^https?$/ }).max(2048);
const tabContent = z.object({
  teamsAppId: z.guid(),
  name: z.string().trim().min(1).max(128),
  entityId: z.string().min(1).max(64),
  contentUrl: address,
  websiteUrl: address.optional(),
});

/** The apps of a conversation, and the tabs that its members added: every member may, as in a team's usual settings. */
export function tabRoutes(app: FastifyInstance, teams: Teams, placeOf: (request: FastifyRequest) => Place): void {
  /** @throws 403 where the app is not */
  const placeWithApp = (request: FastifyRequest) => {
    const place = placeOf(request);
    if (!hasBot(teams, place, teams.app.botId))
      throw new TeamsFailure(403, 'AppNotInstalled', 'The app is not in this conversation.');
    return place;
  };
  const idOf = (request: FastifyRequest) => (request.params as { tab: string }).tab;
  const told = (place: Place) =>
    teams.hub.publish(place.memberIds, { type: 'conversation', conversation: conversationView(teams, place) });

  app.get(
    '/conversations/:id/apps',
    async (request): Promise<InstalledApp[]> =>
      hasBot(teams, placeOf(request), teams.app.botId) ? [appView(teams)] : [],
  );

  app.post('/conversations/:id/tabs', async (request, reply) => {
    const place = placeWithApp(request);
    const tab = addTab(teams, place, tabContent.parse(request.body));
    told(place);
    return reply.code(201).send(tab);
  });

  app.put('/conversations/:id/tabs/:tab', async (request): Promise<PinnedTab> => {
    const place = placeWithApp(request);
    const tab = changeTab(teams, place, idOf(request), tabContent.parse(request.body));
    told(place);
    return tab;
  });

  app.delete('/conversations/:id/tabs/:tab', async (request, reply) => {
    const place = placeWithApp(request);
    removeTab(teams, place, idOf(request));
    told(place);
    return reply.code(204).send();
  });
}
