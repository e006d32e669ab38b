import { Duration } from 'luxon';
import { z } from 'zod';
import type { Area, GraphCall, GraphReply, Route } from '../area.ts';
import { instantOf } from '../calendar/times.ts';
import { lowerNames, zonedTime } from '../calendar/wire.ts';
import { badRequest, invalidBody, notFound } from '../messages/faults.ts';
import { type PresenceRow, preferable, presenceOf, presencesOf, settable } from '../messages/presence.ts';
import { collection, entity } from '../odata-reply.ts';

/** https://learn.microsoft.com/graph/api/cloudcommunications-getpresencesbyuserid */
const maxIds = 650;
const minutes = 60_000;

function read<T>(schema: z.ZodType<T>, { body }: GraphCall): T {
  const { success, data } = schema.safeParse(lowerNames(body ?? {}));
  if (!success) throw invalidBody();
  return data;
}

function one(call: GraphCall): GraphReply {
  const { presence: id = '' } = call.params;
  const user = call.tenant.tables.users.get(id);
  if (!user) throw notFound('presence', id);
  return entity(call, presenceOf(call.tenant, user), { context: 'communications/presences/$entity' });
}

function many(call: GraphCall): GraphReply {
  const { ids } = read(z.object({ ids: z.array(z.string()).min(1) }), call);
  if (ids.length > maxIds) throw badRequest(`At most ${maxIds} ids are allowed in one request.`);
  const items = [...new Set(ids)].map((id) => {
    const user = call.tenant.tables.users.get(id);
    return user ? presenceOf(call.tenant, user) : { id, availability: 'PresenceUnknown', activity: 'PresenceUnknown' };
  });
  return collection(call, items, { pageSize: maxIds });
}

function put({ tenant, user }: GraphCall, change: Partial<PresenceRow>): GraphReply {
  const table = presencesOf(tenant);
  table.put({ sessions: {}, ...table.get(user.id), ...change, id: user.id });
  return { status: 200 };
}

const state = z.object({ availability: z.string(), activity: z.string(), expirationDuration: z.string().nullish() });

/** @param allowed minutes, least and most; @throws GraphFailure 400 for a pair or a duration that is not on the list */
function lasting(
  { availability, activity, expirationDuration }: z.output<typeof state>,
  now: number,
  pairs: readonly string[],
  allowed: [number, number],
  otherwise: number,
) {
  if (!pairs.includes(`${availability}/${activity}`))
    throw badRequest(`The combination of availability '${availability}' and activity '${activity}' is not valid.`);
  const length = expirationDuration ? Duration.fromISO(expirationDuration).as('minutes') : otherwise;
  if (!(length >= allowed[0] && length <= allowed[1])) throw badRequest('The expirationDuration is out of range.');
  return { availability, activity, until: now + length * minutes };
}

const sessionsOf = ({ tenant, user }: GraphCall) => presencesOf(tenant).get(user.id)?.sessions ?? {};
const nowOf = ({ tenant }: GraphCall) => tenant.clock.now().getTime();

/** The session is the app's: its id has to be the app's client id. */
const session = z.object({ sessionId: z.string() });
function requireSession(call: GraphCall): void {
  if (read(session, call).sessionId !== call.token.appid) throw badRequest('The sessionId is not that of the app.');
}

/** https://learn.microsoft.com/graph/api/presence-setpresence: 5 minutes to 4 hours, 5 minutes where nothing is said */
function setPresence(call: GraphCall): GraphReply {
  requireSession(call);
  const next = lasting(read(state, call), nowOf(call), settable, [5, 240], 5);
  return put(call, { sessions: { ...sessionsOf(call), [call.token.appid]: next } });
}

function clearPresence(call: GraphCall): GraphReply {
  requireSession(call);
  const { [call.token.appid]: own, ...sessions } = sessionsOf(call);
  if (!own) throw notFound('session', call.token.appid);
  return put(call, { sessions });
}

/** https://learn.microsoft.com/graph/api/presence-setuserpreferredpresence: one day for what disturbs, seven for the rest */
function setPreferred(call: GraphCall): GraphReply {
  const wanted = read(state, call);
  const day = 24 * 60;
  const otherwise = ['DoNotDisturb', 'Busy'].includes(wanted.availability) ? day : 7 * day;
  return put(call, { preferred: lasting(wanted, nowOf(call), preferable, [5, 7 * day], otherwise) });
}

const status = z.object({
  statusMessage: z.object({
    message: z.object({ content: z.string().max(280), contentType: z.string().nullish() }),
    expiryDateTime: zonedTime.nullish(),
  }),
});

/** https://learn.microsoft.com/graph/api/presence-setstatusmessage; an empty one takes it away */
function setStatusMessage(call: GraphCall): GraphReply {
  const { message, expiryDateTime } = read(status, call).statusMessage;
  if (message.content === '') return put(call, { statusMessage: undefined });
  const publishedDateTime = call.tenant.clock.now().toISOString();
  const until = expiryDateTime ? { until: instantOf(expiryDateTime) } : {};
  const text = { content: message.content, contentType: 'text' as const };
  return put(call, { statusMessage: { message: text, publishedDateTime, ...until } });
}

const action = (name: string, handle: Route['handle']): Route => ({
  method: 'POST',
  path: `{user}/presence/${name}`,
  options: [],
  handle,
});

/** https://learn.microsoft.com/graph/api/resources/presence */
export const presence: Area = {
  name: 'presence',
  workload: 'teams',
  routes: [
    { method: 'GET', path: '{user}/presence', handle: (call) => entity(call, presenceOf(call.tenant, call.user)) },
    { method: 'GET', path: 'communications/presences/{presence}', handle: one },
    { method: 'POST', path: 'communications/getPresencesByUserId', options: [], handle: many },
    action('setPresence', setPresence),
    action('clearPresence', clearPresence),
    action('setUserPreferredPresence', setPreferred),
    action('clearUserPreferredPresence', (call) => put(call, { preferred: undefined })),
    action('setStatusMessage', setStatusMessage),
  ],
};
