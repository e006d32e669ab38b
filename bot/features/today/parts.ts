import type { Part } from '@aide/contracts/today';
import { AideError, asAideError } from '../../errors.ts';
import type { GraphRequest, GraphResponse } from '../../graph/graph.ts';
import type { Context, DayPart } from '../feature.ts';

/** Round trips that a part may ask for. */
const mostRounds = 2;

interface Talk {
  name: string;
  generator: ReturnType<DayPart['read']>;
  /** What it asks next. */
  asks: GraphRequest[];
}

/**
 * Reads parts together: what they ask goes to Graph in one `$batch`, twice at most. Each comes as what it is, as what is missing, or as
 * its problem.
 * @throws AideError what concerns all of them: signin_required, claims_challenge
 */
export async function readParts(ctx: Context, parts: Record<string, DayPart>): Promise<Record<string, Part<unknown>>> {
  const settled: Record<string, Part<unknown>> = {};
  const told = (name: string, error: unknown) => {
    settled[name] = partOf(ctx, parts[name]!, error);
  };
  const allowed = await Promise.all(
    Object.entries(parts).map(async ([name, part]) => {
      try {
        if (!(await ctx.consented(part.scopes)))
          settled[name] = { missing: part.scopes, connectUrl: ctx.connectUrl(part.scopes) };
        else return { name, part, wide: part.wider !== undefined && (await ctx.consented(part.wider)) };
      } catch (error) {
        told(name, error);
      }
      return undefined;
    }),
  );
  const open = allowed.filter((one) => one !== undefined);
  const scopes = open.flatMap(({ part, wide }) => [...part.scopes, ...(wide ? (part.wider ?? []) : [])]);
  const graph = ctx.graphWith([...new Set(scopes)]);

  const step = async (talk: Talk, answers?: GraphResponse[]): Promise<Talk | undefined> => {
    try {
      const { done, value } = await (answers ? talk.generator.next(answers) : talk.generator.next(undefined as never));
      if (!done) return { ...talk, asks: value };
      settled[talk.name] = { value };
    } catch (error) {
      told(talk.name, error);
    }
    return undefined;
  };
  const isThere = (talk: Talk | undefined) => talk !== undefined;
  const begun = open.map(({ name, part, wide }) => ({ name, generator: part.read({ ...ctx, graph }, wide), asks: [] }));
  let talks = (await Promise.all(begun.map((talk) => step(talk)))).filter(isThere);
  for (let round = 0; round < mostRounds && talks.length > 0; round++) {
    const answers = await graph.batch(talks.flatMap(({ asks }) => asks)).catch((error: unknown) => {
      for (const { name } of talks) told(name, error);
    });
    if (!answers) break;
    talks = (await Promise.all(talks.map((talk) => step(talk, answers.splice(0, talk.asks.length))))).filter(isThere);
  }
  return settled;
}

/** Without sign-in there is no day at all; anything else leaves the other parts as they are. */
function partOf(ctx: Context, part: DayPart, thrown: unknown): Part<unknown> {
  const { code, userMessage, remedy, details } = asAideError(thrown);
  if (code === 'signin_required' || code === 'claims_challenge') throw thrown;
  const missing = [...(details.scopes ?? part.scopes)];
  if (code === 'consent_required') return { missing, connectUrl: ctx.connectUrl(missing) };
  if (!(thrown instanceof AideError)) ctx.log.error({ err: thrown }, 'a part of the day');
  const { retryAfter } = details;
  return { problem: { code, detail: userMessage, remedy, ...(retryAfter === undefined ? {} : { retryAfter }) } };
}
