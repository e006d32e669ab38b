import { beyond } from '../../chat/files/reach.ts';
import { AideError } from '../../errors.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Context } from '../feature.ts';
import { readEverywhere, writeEverywhere } from './scopes.ts';

export { beyond };

type Place = { driveId?: string };

/** Runs the work with the smallest permission that reads there: the person's own OneDrive needs less than anything else. */
export const reading = <T>(ctx: Context, { driveId }: Place, work: (graph: Graph) => Promise<T>): Promise<T> =>
  driveId === undefined ? work(ctx.graph) : beyond(ctx, readEverywhere, work);

/** As `reading`, for what changes something. @param places everything that is touched */
export const writing = <T>(ctx: Context, places: Place | Place[], work: (graph: Graph) => Promise<T>): Promise<T> =>
  [places].flat().every(({ driveId }) => driveId === undefined) ? work(ctx.graph) : beyond(ctx, writeEverywhere, work);

export const isMissingConsent = (error: unknown): error is AideError =>
  error instanceof AideError && error.code === 'consent_required';
