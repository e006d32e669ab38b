import { z } from 'zod';
import type { GraphCall } from '../area.ts';
import type { ChangeType } from '../delta/feed.ts';
import { readCertificate } from './encrypt.ts';
import { requireAddress } from './endpoint.ts';
import { badPayload, invalidRequest, tooFarOff } from './faults.ts';
import type { Kind } from './kinds/index.ts';
import type { SubscriptionRow, Target } from './model.ts';

const text = z.string().max(2048);
const short = z.string().max(128);
/** With a zone, as every DateTimeOffset. */
const instant = z
  .string()
  .refine((value) => /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/i.test(value) && isTime(value));
const isTime = (value: string) => !Number.isNaN(Date.parse(trimmed(value)));
/** Graph counts in 100 ns, JavaScript in ms. */
const trimmed = (value: string) => value.replace(/(\.\d{3})\d+/, '$1');

const creation = z.strictObject({
  '@odata.type': text.optional(),
  changeType: text,
  notificationUrl: text,
  resource: text,
  expirationDateTime: instant,
  clientState: short.nullish(),
  lifecycleNotificationUrl: text.nullish(),
  latestSupportedTlsVersion: z.enum(['v1_0', 'v1_1', 'v1_2', 'v1_3']).nullish(),
  includeResourceData: z.boolean().nullish(),
  encryptionCertificate: z.string().nullish(),
  encryptionCertificateId: short.nullish(),
  notificationUrlAppId: text.nullish(),
  notificationQueryOptions: text.nullish(),
  notificationContentType: z.literal('application/json').nullish(),
  // Read-only: what was read is now and then sent back.
  ...Object.fromEntries(['id', 'applicationId', 'creatorId'].map((name) => [name, text.nullish()])),
});
export type Creation = z.infer<typeof creation>;

const required = ['changeType', 'notificationUrl', 'resource', 'expirationDateTime'] as const;

/** @throws GraphFailure 400 */
export function readCreation({ body }: GraphCall): Creation {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const missing = required.find((name) => given[name] === undefined || given[name] === null || given[name] === '');
  if (missing) throw invalidRequest(`${missing} is a required property for subscription creation`);
  const { data } = creation.safeParse(body);
  if (!data) throw badPayload();
  requireAddress('notificationUrl', data.notificationUrl);
  if (data.lifecycleNotificationUrl) requireAddress('lifecycleNotificationUrl', data.lifecycleNotificationUrl);
  return data;
}

const known: readonly string[] = ['created', 'updated', 'deleted'];

/** @throws GraphFailure 400 for what is no type of change, and what the kind of resource does not tell */
export function readChangeTypes(changeType: string, kind: Kind): ChangeType[] {
  const types = [...new Set(changeType.split(',').map((type) => type.trim().toLowerCase()))];
  const wrong = types.find((type) => !known.includes(type));
  if (wrong !== undefined) throw invalidRequest(`Invalid 'changeType' attribute: '${changeType}'.`);
  const unsupported = types.find((type) => !(kind.changeTypes as readonly string[]).includes(type));
  if (unsupported !== undefined)
    throw invalidRequest(
      `The value '${unsupported}' of 'changeType' is not supported for the resource: it supports '${kind.changeTypes.join(',')}'.`,
    );
  return types as ChangeType[];
}

const minute = 60_000;
/** What ends earlier is made to last so long. https://learn.microsoft.com/graph/api/resources/subscription */
const shortest = 45;
/** Outlook, with the resource in the notification. https://learn.microsoft.com/graph/outlook-change-notifications-overview */
const longestRich = 1_440;

/**
 * When a subscription ends.
 * @throws GraphFailure 400 for a time that is past, or farther off than the kind of resource allows
 */
export function readExpiration(
  { tenant }: GraphCall,
  { longest, service }: Kind,
  written: string,
  isRich: boolean,
): Pick<SubscriptionRow, 'expiresAt' | 'expirationDateTime'> {
  const now = tenant.clock.now().getTime();
  const asked = Date.parse(trimmed(written));
  if (asked <= now) throw invalidRequest('Subscription expiration must be in the future.');
  const most = isRich && service === 'outlook' ? longestRich : longest;
  if (asked > now + most * minute) throw tooFarOff(most);
  if (asked >= now + shortest * minute) return { expiresAt: asked, expirationDateTime: inUtc(written, asked) };
  const expiresAt = now + shortest * minute;
  return { expiresAt, expirationDateTime: new Date(expiresAt).toISOString() };
}
const inUtc = (written: string, at: number): string => (/Z$/i.test(written) ? written : new Date(at).toISOString());

const hour = 60 * minute;

/**
 * Subscriptions of Teams that last for longer have to listen to what becomes of them.
 * https://learn.microsoft.com/graph/teams-changenotifications-chatmessage
 * @throws GraphFailure 400
 */
export function requireLifecycle({ tenant }: GraphCall, { service }: Kind, url: unknown, expiresAt: number): void {
  if (service !== 'teams' || url || expiresAt <= tenant.clock.now().getTime() + hour) return;
  throw invalidRequest(
    'lifecycleNotificationUrl is a required property for subscription creation on this resource when the expirationDateTime value is set to greater than 1 hour.',
  );
}

/**
 * What notifications with resource data take besides.
 * https://learn.microsoft.com/graph/change-notifications-with-resource-data#creating-a-subscription
 * @throws GraphFailure 400
 */
export function requireEncryption(
  { rich }: Kind,
  { select }: Target,
  input: Pick<Creation, 'includeResourceData' | 'encryptionCertificate' | 'encryptionCertificateId'>,
): void {
  if (input.encryptionCertificate) readCertificate(input.encryptionCertificate);
  if (!input.includeResourceData) return;
  if (rich === undefined)
    throw invalidRequest("The value 'true' of 'includeResourceData' is not supported for the resource.");
  for (const name of ['encryptionCertificate', 'encryptionCertificateId'] as const)
    if (!input[name]) throw invalidRequest(`${name} is a required property when includeResourceData is set to true`);
  if (rich === 'selected' && !select)
    throw invalidRequest('The resource must have $select when includeResourceData is set to true.');
}

const renewal = z.object({
  expirationDateTime: instant.optional(),
  notificationUrl: text.optional(),
  encryptionCertificate: z.string().optional(),
  encryptionCertificateId: short.optional(),
});
export type Renewal = z.infer<typeof renewal>;

/**
 * What a subscription may be changed in; other properties are left as they are.
 * https://learn.microsoft.com/graph/api/subscription-update
 * @throws GraphFailure 400
 */
export function readRenewal({ body }: GraphCall): Renewal {
  const { data } = renewal.safeParse(body ?? {});
  if (!data) throw badPayload();
  if (Object.values(data).every((value) => value === undefined))
    throw invalidRequest(
      "Subscription must contain either the 'expirationDateTime' or 'notificationUrl' property and its value.",
    );
  if (data.notificationUrl !== undefined) requireAddress('notificationUrl', data.notificationUrl);
  if (data.encryptionCertificate) readCertificate(data.encryptionCertificate);
  return data;
}
