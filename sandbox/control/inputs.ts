import { Duration } from 'luxon';
import { z } from 'zod';
import { fault } from '../tenant/faults.ts';

const isRegExp = (text: string) => {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
};

/** POST /sandbox/faults. */
export const faultsInput = z
  .array(
    fault.strict().refine((f) => f.match.path === undefined || isRegExp(f.match.path), {
      path: ['match', 'path'],
      error: 'is not a regular expression',
    }),
  )
  .max(1000);

/** POST /sandbox/clock. */
export const clockInput = z.union(
  [
    z.strictObject({ now: z.iso.datetime({ offset: true }) }),
    z.strictObject({
      advance: z.string().refine((text) => Duration.fromISO(text).isValid, 'is not an ISO 8601 duration'),
    }),
  ],
  { error: 'give either {now: ISO 8601 with Z or an offset} or {advance: ISO 8601 duration}' },
);

/** POST /sandbox/sharing: may links be made that anybody can open, without signing in? */
export const sharingInput = z.strictObject({ anonymousLinks: z.boolean() });

/** POST /sandbox/quota: how many bytes somebody's OneDrive may hold. `person`: user principal name or id. */
export const quotaInput = z.strictObject({ person: z.string().min(1), total: z.number().int().min(0) });

/**
 * POST /sandbox/subscriptions/{id}/lifecycle: what is told of the subscription. `paused`, with reauthorizationRequired: nothing is
 * told of changes any more, until it is authorized again.
 */
export const lifecycleInput = z.strictObject({
  lifecycleEvent: z.enum(['reauthorizationRequired', 'subscriptionRemoved', 'missed']),
  paused: z.boolean().default(false),
});
