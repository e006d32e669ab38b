import { destination } from '../destinations.ts';
import { AideError, asAideError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { type IncomingActivity, incomingActivity } from './activity.ts';
import type { Connector } from './connector.ts';
import type { Answer } from './deliveries.ts';

/** An HTTP request, its JSON body read. Express', restify's and Node's own have these. */
export interface IncomingRequest {
  method?: string;
  headers: Record<string, string | string[] | undefined>;
  body?: unknown;
}

/** Node's own response, and whatever is built on it. */
export interface OutgoingResponse {
  writeHead(status: number, headers?: Record<string, string | number>): unknown;
  end(body?: string): unknown;
}

/** Teams' own limit for a message is about 100 KB. */
const largestBody = 256 * 1024;

/**
 * The door for activities. Whoever cannot prove to be the Bot Connector gets 401 whatever they sent; then what is no activity
 * gets 400, and an activity that is not for us 403. Nothing is processed before all of it is right, and the caller is never told
 * more than the status.
 */
export async function receive(
  deps: { connector: Connector; tenants: string[]; serviceUrls: RegExp; log: Logger },
  request: IncomingRequest,
  handle: (activity: IncomingActivity) => Promise<Answer>,
): Promise<Answer> {
  try {
    if (request.method !== 'POST') return { status: 405 };
    if (Number(request.headers['content-length'] ?? 0) > largestBody) return { status: 413 };
    const authorization = request.headers.authorization;
    if (typeof authorization !== 'string' || !/^Bearer [\w-]+\.[\w-]+\.[\w-]*$/.test(authorization)) throw unproven;
    await deps.connector.authenticate(authorization, serviceUrlOf(request.body));
    const read = incomingActivity.safeParse(request.body);
    if (!read.success) return refused(deps.log, 400, `no activity: ${read.error.issues[0]?.path.join('.')}`);
    const fault = notOurs(read.data, deps);
    if (fault) return refused(deps.log, 403, fault);
    return await handle(read.data);
  } catch (caught) {
    const error = asAideError(caught);
    if (error.code === 'token_invalid') return refused(deps.log, 401, 'not from the Bot Connector');
    deps.log.error({ err: error }, 'an activity could not be taken');
    // 5xx: the Bot Connector sends it again.
    return { status: error.status };
  }
}

const unproven = new AideError('token_invalid', {
  userMessage: 'The caller could not be verified.',
  remedy: 'Only the Bot Connector may call.',
});

function refused(log: Logger, status: number, reason: string): Answer {
  log.warn({ status, reason }, 'activity refused');
  return { status };
}

const serviceUrlOf = (body: unknown): string | undefined => {
  const url = typeof body === 'object' && body !== null ? (body as { serviceUrl?: unknown }).serviceUrl : undefined;
  return typeof url === 'string' && url !== '' ? url : undefined;
};

/**
 * The SDK checks neither of these. The token proves that the Bot Connector sent it, not for which organisation; and our own
 * token goes to `serviceUrl`, so it goes to the cloud's addresses only.
 */
function notOurs(
  activity: IncomingActivity,
  { tenants, serviceUrls }: { tenants: string[]; serviceUrls: RegExp },
): string | undefined {
  if (activity.channelId !== 'msteams') return 'another channel';
  if (!destination(activity.serviceUrl, serviceUrls)) return 'a serviceUrl outside this cloud';
  const named = [activity.conversation.tenantId, activity.channelData?.tenant?.id].map((id) => id?.toLowerCase());
  const [tenant] = named;
  if (!tenant || named.some((id) => id !== tenant)) return 'no tenant';
  if (!tenants.some((id) => id.toLowerCase() === tenant)) return 'a tenant that is not served';
  return undefined;
}
