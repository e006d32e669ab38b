import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { UserRow } from '../../tenant/model.ts';
import { invokeActivity } from '../activities.ts';
import { callingPerson } from '../auth.ts';
import { groupChat, oneOnOneChat } from '../chats.ts';
import { conversationView, hasBot, type Place, placeForPerson, placesOf } from '../conversations.ts';
import { answerTeamsErrors, TeamsFailure } from '../failure.ts';
import { applyFault } from '../faults.ts';
import { consentAnswer, fileForBot, filesToSend } from '../files.ts';
import { hasPersonalApp, install, openPersonalChat, personalChat, uninstall } from '../installs.ts';
import { findMessage, messagesOf, messageView } from '../messages.ts';
import { postAsPerson } from '../people.ts';
import type { CreateConversation, InstalledApp, InvokeResult, Message, SendInvoke, SendMessage } from '../protocol.ts';
import type { MessageRow } from '../tables.ts';
import type { Teams } from '../teams.ts';
import { appView } from './app-view.ts';
import { streamTo } from './stream.ts';
import { tabRoutes } from './tab-routes.ts';

// Teams takes about 28 KB of text: https://learn.microsoft.com/microsoftteams/limits-specifications-teams
const sendMessage = z
  .object({
    text: z.string().max(28_000),
    value: z.unknown().optional(),
    replyToId: z.string().optional(),
    clientMessageId: z.string().min(1).max(100).optional(),
    files: z
      .array(z.object({ driveItemId: z.string().min(1) }))
      .max(10)
      .optional(),
  })
  .refine(
    (m) => m.text.trim() !== '' || m.value !== undefined || m.files?.length,
    'a message needs a text, a value or a file',
  );
const consent = z.object({ action: z.enum(['accept', 'decline']) });
const sendInvoke = z.object({
  name: z.string().min(1),
  value: z.unknown().optional(),
  replyToId: z.string().optional(),
});
const createConversation = z.object({
  type: z.enum(['groupChat', 'oneOnOne']),
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
    const chat = createChat(teams, personOf(request), createConversation.parse(request.body));
    return reply.code(201).send(conversationView(teams, chat));
  });

  app.get('/conversations/:id/messages', async (request): Promise<Message[]> => messagesOf(teams, placeOf(request)));

  app.post('/conversations/:id/messages', async (request, reply) => {
    const message = sendAsPerson(teams, placeOf(request), personOf(request), sendMessage.parse(request.body));
    return reply.code(201).send(messageView(teams, message));
  });

  app.get('/conversations/:id/messages/:message/hostedContents/:content', async (request, reply) => {
    const { message, content } = request.params as { message: string; content: string };
    const row = findMessage(teams, placeOf(request), message);
    const found = teams.tables.hostedContents.get(content);
    if (!row || row.deleted || found?.messageId !== row.id)
      throw new TeamsFailure(404, 'NotFound', 'The content was not found.');
    return reply.type(found.contentType).send(Buffer.from(found.base64, 'base64'));
  });

  app.post('/conversations/:id/invoke', async (request): Promise<InvokeResult> => {
    const { value, ...invoke } = sendInvoke.parse(request.body);
    return invokeAsPerson(teams, placeOf(request), personOf(request), { ...invoke, value });
  });

  tabRoutes(app, teams, placeOf);

  app.get('/stream', async (request, reply) => {
    reply.hijack();
    streamTo(reply.raw, (send) => teams.hub.open(personOf(request).id, send));
  });

  app.get('/apps', async (request): Promise<InstalledApp[]> => {
    const user = personOf(request);
    // Clients ask for both lists at once: whichever comes first finds the app that the person was given.
    openPersonalChat(teams, user);
    return hasPersonalApp(teams, user) ? [appView(teams)] : [];
  });

  app.get('/apps/available', async (request): Promise<InstalledApp[]> => {
    return teams.catalogue.isFor(personOf(request)) ? [appView(teams)] : [];
  });

  app.post('/apps/:teamsAppId', async (request, reply) => {
    knownApp(teams, request);
    if (!teams.catalogue.isFor(personOf(request)))
      throw new TeamsFailure(403, 'AppNotAvailable', 'Your administrator has not made the app available to you.');
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

function createChat(teams: Teams, user: UserRow, { type, title, memberIds }: CreateConversation): Place {
  const members = [...new Set([user.id, ...memberIds])].map((id) => {
    const member = teams.tenant.tables.users.get(id);
    if (!member) throw new TeamsFailure(400, 'BadArgument', 'memberIds: somebody is not in this tenant.');
    return member;
  });
  const [first, second, ...more] = members;
  if (type === 'oneOnOne') {
    if (!first || !second || more.length > 0)
      throw new TeamsFailure(400, 'BadArgument', 'memberIds: a chat of two needs one other person.');
    return oneOnOneChat(teams, first, second);
  }
  const place = groupChat(teams, members, title);
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
  const ids = (message.files ?? []).map(({ driveItemId }) => driveItemId);
  const files = filesToSend(teams, place, user, ids);
  const row = {
    text: message.text,
    textFormat: 'plain' as const,
    attachments: files.map(({ attachment }) => attachment),
    // Action.Submit without a text is for the bot alone.
    ...(value !== undefined && message.text.trim() === '' ? { hidden: true } : {}),
    ...(answered ? { replyToId: answered.id } : {}),
    ...(place.type === 'channel' && answered ? { rootId: answered.rootId ?? answered.id } : {}),
    ...(clientMessageId === undefined ? {} : { clientMessageId }),
  };
  // A bot gets files in a personal chat only.
  const forBot = place.type === 'personal' ? files.map((file) => fileForBot(teams, file)) : [];
  return postAsPerson(teams, place, user, row, { value, files: forBot });
}

async function invokeAsPerson(teams: Teams, place: Place, user: UserRow, invoke: SendInvoke): Promise<InvokeResult> {
  if (!hasBot(teams, place, teams.app.botId))
    throw new TeamsFailure(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
  const card = invoke.replyToId === undefined ? undefined : findMessage(teams, place, invoke.replyToId);
  const value =
    invoke.name === 'fileConsent/invoke' && card
      ? consentAnswer(teams, user, card, consent.parse(invoke.value).action)
      : invoke.value;
  return teams.delivery.invoke(
    invokeActivity(teams, place, user, { ...invoke, value, ...(card ? { rootId: card.rootId ?? card.id } : {}) }),
  );
}
