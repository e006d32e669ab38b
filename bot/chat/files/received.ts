import type { Drive, DriveItem } from '@microsoft/microsoft-graph-types';
import { z } from 'zod';
import { AideError } from '../../errors.ts';
import type { ReceivedFile } from '../../features/chat.ts';
import type { Context } from '../../features/feature.ts';
import type { Graph } from '../../graph/graph.ts';

const home = z.object({ webUrl: z.string() });
const week = 7 * 24 * 60 * 60 * 1000;

/**
 * The files that came with a message, as they lie in the sender's OneDrive. Teams names a file by SharePoint's own id, which Graph
 * does not take, and by its address: what stands there after the address of the drive is its path.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 * @param graph may read the sender's OneDrive
 * @param fields of an item that are read, for $select
 * @throws AideError not_found when one lies somewhere else, or is gone meanwhile
 */
export async function receivedItems(ctx: Context, graph: Graph, fields: string): Promise<DriveItem[]> {
  const received = ctx.here?.files ?? [];
  if (received.length === 0) return [];
  const { webUrl } = await driveOf(ctx, graph);
  const answers = await graph.batch(
    received.map((file) => ({
      method: 'GET' as const,
      path: `/me/drive/root:${pathIn(webUrl, file)}`,
      query: { $select: fields },
    })),
  );
  return answers.map(({ status, body }, i) => {
    if (status !== 200) throw gone(received[i]!);
    return body as DriveItem;
  });
}

async function driveOf(ctx: Context, graph: Graph): Promise<z.infer<typeof home>> {
  const known = await ctx.knowledge.get('files.home', home);
  if (known) return known;
  const { webUrl } = await graph.get<Drive>('/me/drive', { $select: 'webUrl' });
  const found = { webUrl: webUrl ?? '' };
  await ctx.knowledge.put('files.home', found, week);
  return found;
}

/** '/Microsoft%20Teams%20Chat%20Files/Plan.docx' */
function pathIn(webUrl: string, file: ReceivedFile): string {
  const [base, at] = [webUrl, file.contentUrl].map((url) => (URL.canParse(url) ? new URL(url) : undefined));
  const folder = base?.pathname.replace(/\/$/, '');
  if (!base || !at || at.origin !== base.origin || !decoded(at.pathname).startsWith(`${decoded(folder ?? '')}/`))
    throw gone(file);
  return decoded(at.pathname)
    .slice(decoded(folder ?? '').length)
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const gone = ({ name }: ReceivedFile) =>
  new AideError('not_found', {
    userMessage: `“${name}” is not in your OneDrive any more.`,
    remedy: 'Send it again, or tell me which file you mean.',
  });
