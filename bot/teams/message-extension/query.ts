import { z } from 'zod';

/** More than anybody types into a search box. */
const longest = 200;
/** Teams shows at most 25 results at a time. */
const mostResults = 25;

const value = z.looseObject({
  commandId: z.string().min(1).max(64),
  parameters: z
    .array(z.looseObject({ name: z.string().max(64), value: z.unknown() }))
    .max(10)
    .nullish(),
  queryOptions: z
    .looseObject({ skip: z.number().int().min(0).max(10_000), count: z.number().int().min(1) })
    .partial()
    .nullish(),
  /** The code of the sign-in window, or 'CancelledByUser'. */
  state: z.string().max(256).nullish(),
  /** What Teams gives when it was asked with `silentAuth`: the person's token for our API. */
  authentication: z.looseObject({ token: z.string().min(1).nullish() }).nullish(),
});

/** What somebody looks for. */
export interface Query {
  commandId: string;
  /** '' = nothing typed yet. */
  text: string;
  page: { skip: number; count: number };
  /** The code of the sign-in window. */
  code?: string;
  token?: string;
}

/**
 * Reads the value of `composeExtension/query`; undefined = it is none. The parameter `initialRun` says that nothing was typed yet.
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search
 */
export function readQuery(from: unknown): Query | undefined {
  const read = value.safeParse(from);
  if (!read.success) return undefined;
  const { commandId, parameters, queryOptions, state, authentication } = read.data;
  const typed = (parameters ?? []).find(({ name }) => name !== 'initialRun')?.value;
  const text = typeof typed === 'string' ? typed.replace(/\s+/g, ' ').trim().slice(0, longest) : '';
  const { skip = 0, count = mostResults } = queryOptions ?? {};
  return {
    commandId,
    text,
    page: { skip, count: Math.min(count, mostResults) },
    ...(state && state !== 'CancelledByUser' ? { code: state } : {}),
    ...(authentication?.token ? { token: authentication.token } : {}),
  };
}
