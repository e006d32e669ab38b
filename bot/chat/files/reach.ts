import { AideError } from '../../errors.ts';
import type { Context, GraphScope } from '../../features/feature.ts';
import type { Graph } from '../../graph/graph.ts';

/** Sites that an administrator has opened to Aide one by one, where they allow no more than that. */
export const selectedSites: GraphScope[] = ['Sites.Selected'];

/**
 * Work that goes beyond the person's own OneDrive. Where the administrator has not agreed to the wide permission but opened single
 * sites to Aide (Sites.Selected), it is done with that; what it does not open is said to be out of reach.
 * https://learn.microsoft.com/graph/permissions-selected-overview
 */
export async function beyond<T>(ctx: Context, wide: GraphScope[], work: (graph: Graph) => Promise<T>): Promise<T> {
  const isWide = await ctx.consented(wide);
  if (isWide || !(await ctx.consented(selectedSites))) {
    try {
      return await work(ctx.graphWith(wide));
    } catch (error) {
      throw error instanceof AideError && error.code === 'forbidden' ? noAccess(error) : error;
    }
  }
  try {
    return await work(ctx.graphWith(selectedSites));
  } catch (error) {
    if (!(error instanceof AideError)) throw error;
    // Graph does not know the call for Sites.Selected at all: then it takes the wide permission.
    if (error.code === 'consent_required') return work(ctx.graphWith(wide));
    throw error.code === 'forbidden' || error.code === 'not_found' ? notSelected(error) : error;
  }
}

const noAccess = (cause: AideError) =>
  cause.details.upstream?.code === 'accessDenied' || cause.details.upstream?.code === undefined
    ? new AideError(
        'forbidden',
        {
          message: cause.message,
          userMessage: 'You may not do this with that file or site.',
          remedy: 'Ask its owner for access, or for the right to edit and share it.',
        },
        { ...cause.details, cause },
      )
    : cause;

const notSelected = (cause: AideError) =>
  new AideError(
    'forbidden',
    {
      message: cause.message,
      userMessage:
        'This lies in a place that is not open to Aide. Your administrator lets Aide into selected SharePoint sites only (Sites.Selected), and neither into other sites nor into other people’s OneDrives.',
      remedy:
        'Ask your administrator to grant Aide this site (POST /sites/{site}/permissions), or open the file in SharePoint itself.',
    },
    { ...cause.details, cause },
  );
