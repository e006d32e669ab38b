import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { UserRow } from '../../tenant/model.ts';
import { invokeActivity, mentionsBot, messageActivity } from '../activities.ts';
import { callingPerson } from '../auth.ts';
import { conversationView, findPlace, hasBot, type Place, placeForPerson, placesOf } from '../conversations.ts';
import { answerTeamsErrors, TeamsFailure } from '../failure.ts';
import { applyFault } from '../faults.ts';
import { hasPersonalApp, install, openPersonalChat, personalChat, uninstall } from '../installs.ts';
import { addMessage, findMessage, messagesOf, messageView } from '../messages.ts';
import type { CreateConversation, InstalledApp, InvokeResult, Message, SendInvoke, SendMessage } from '../protocol.ts';
import type { MessageRow } from '../tables.ts';
import type { Teams } from '../teams.ts';
import { streamTo } from './stream.ts';

// Teams takes about 28 KB of text: https://learn.microsoft.com/microsoftteams/limits-specifications-teams
const sendMessage = z
  .object({
    text: z.string().max(28_000),
    value: z.unknown().optional(),
    replyToId: z.string().optional(),
    clientMessageId: z.string().min(1).max(100).optional(),
  })
  .refine((m) => m.text.trim() !== '' || m.value !== undefined, 'a message needs a text or a value');
const sendInvoke = z.object({
  name: z.string().min(1),
  value: z.unknown().optional(),
  replyToId: z.string().optional(),
});
const createConversation = z.object({
  type: z.literal('groupChat'),
  title: z.string().max(250).optional(),
  memberIds: z.array(z.string()).min(1).max(250),
});

/** The chat service: what protocol.ts says, for the page and for tests. */
export async function chatRoutes(app: FastifyInstance, teams: Teams): Promise<void> {
  answerTeamsErrors(app);
  const people = new WeakMap<FastifyRequest, UserRow>();
  const personOf = (request: FastifyRequest) => people.get(request)!;
  app.addHook('onRequest', async (request, reply) => {
    const user = await callingPerson(teams, request);
    people.set(request, user);
    await applyFault(teams, request, reply, user);
  });
  const placeOf = (request: FastifyRequest) =>
    placeForPerson(teams, (request.params as { id: string }).id, personOf(request));

  app.get('/conversations', async (request) => {
    const user = personOf(request);
    openPersonalChat(teams, user);
    return placesOf(teams, user.id).map((place) => conversationView(teams, place));
  });

  app.post('/conversations', async (request, reply) => {
    const chat = createGroupChat(teams, personOf(request), createConversation.parse(request.body));
    return reply.code(201).send(conversationView(teams, chat));
  });

  app.get('/conversations/:id/messages', async (request): Promise<Message[]> => messagesOf(teams, placeOf(request)));

  app.post('/conversations/:id/messages', async (request, reply) => {
    const message = sendAsPerson(teams, placeOf(request), personOf(request), sendMessage.parse(request.body));
    return reply.code(201).send(messageView(teams, message));
  });

  app.post('/conversations/:id/invoke', async (request): Promise<InvokeResult> => {
    const { value, ...invoke } = sendInvoke.parse(request.body);
    return invokeAsPerson(teams, placeOf(request), personOf(request), { ...invoke, value });
  });

  app.get('/stream', async (request, reply) => {
    reply.hijack();
    streamTo(reply.raw, (send) => teams.hub.open(personOf(request).id, send));
  });

  app.get('/apps', async (request): Promise<InstalledApp[]> => {
    const { endpoint: _, scopes: __, ...view } = teams.app;
    return hasPersonalApp(teams, personOf(request)) ? [view] : [];
  });

  app.post('/apps/:teamsAppId', async (request, reply) => {
    knownApp(teams, request);
    install(teams, personalChat(teams, personOf(request)), personOf(request));
    return reply.code(204).send();
  });

  app.delete('/apps/:teamsAppId', async (request, reply) => {
    knownApp(teams, request);
    uninstall(teams, personalChat(teams, personOf(request)), personOf(request));
    return reply.code(204).send();
  });
}

function knownApp(teams: Teams, request: FastifyRequest): void {
  if ((request.params as { teamsAppId: string }).teamsAppId !== teams.app.teamsAppId)
    throw new TeamsFailure(404, 'NotFound', 'The app is not in the catalogue.');
}

function createGroupChat(teams: Teams, user: UserRow, { title, memberIds }: CreateConversation): Place {
  const members = [...new Set([user.id, ...memberIds])].map((id) => {
    const member = teams.tenant.tables.users.get(id);
    if (!member) throw new TeamsFailure(400, 'BadArgument', 'memberIds: somebody is not in this tenant.');
    return member;
  });
  const id = `19:${randomUUID().replaceAll('-', '')}@thread.v2`;
  teams.tables.chats.put({
    id,
    type: 'groupChat',
    title: title ?? members.map((m) => m.givenName).join(', '),
    memberIds: members.map((m) => m.id),
    createdAt: teams.tenant.clock.now().toISOString(),
  });
  const place = findPlace(teams, id)!;
  install(teams, place, user);
  return place;
}

/** Sent twice with the same clientMessageId it is one message, and the bot hears it once. */
function sendAsPerson(teams: Teams, place: Place, user: UserRow, message: SendMessage): MessageRow {
  const { clientMessageId, value } = message;
  if (clientMessageId !== undefined) {
    const sent = teams.tables.messages.by('client', `${user.id}|${clientMessageId}`)[0];
    if (sent) return sent;
  }
  const answered = message.replyToId === undefined ? undefined : findMessage(teams, place, message.replyToId);
  if (message.replyToId !== undefined && !answered)
    throw new TeamsFailure(404, 'ActivityNotFoundInConversation', 'The message replied to was not found.');
  const row = addMessage(teams, place, {
    from: { kind: 'user', id: user.id },
    text: message.text,
    textFormat: 'plain',
    attachments: [],
    // Action.Submit without a text is for the bot alone.
    ...(value !== undefined && message.text.trim() === '' ? { hidden: true } : {}),
    ...(answered ? { replyToId: answered.id } : {}),
    ...(place.type === 'channel' && answered ? { rootId: answered.rootId ?? answered.id } : {}),
    ...(clientMessageId === undefined ? {} : { clientMessageId }),
  });
  const heard = place.type === 'personal' || value !== undefined || mentionsBot(teams, message.text);
  if (heard && hasBot(teams, place, teams.app.botId))
    teams.delivery.post(messageActivity(teams, place, user, row, value));
  return row;
}

async function invokeAsPerson(teams: Teams, place: Place, user: UserRow, invoke: SendInvoke): Promise<InvokeResult> {
  if (!hasBot(teams, place, teams.app.botId))
    throw new TeamsFailure(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
  const card = invoke.replyToId === undefined ? undefined : findMessage(teams, place, invoke.replyToId);
  return teams.delivery.invoke(
    invokeActivity(teams, place, user, { ...invoke, ...(card ? { rootId: card.rootId ?? card.id } : {}) }),
  );
}
