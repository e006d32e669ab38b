import type { Graph } from '../api/graph.ts';

interface Found {
  value: { hitsContainers: { hits?: { resource: { name?: string; webUrl?: string } }[] }[] }[];
}

/**
 * The address of the file that a message links to. Graph 1.0 tells its name and no more, so it is looked for among what the person
 * may read. https://learn.microsoft.com/graph/api/resources/referenceattachment
 * @throws Error when there is no such file for this person
 */
export async function findFile(graph: Graph, name: string): Promise<string> {
  const queryString = `filename:"${name.replaceAll('"', ' ')}"`;
  const { value } = await graph.call<Found>('search/query', {
    method: 'POST',
    body: { requests: [{ entityTypes: ['driveItem'], query: { queryString }, size: 25 }] },
  });
  const hits = (value[0]?.hitsContainers ?? []).flatMap(({ hits = [] }) => hits.map(({ resource }) => resource));
  const webUrl = hits.find((hit) => hit.name?.toLowerCase() === name.toLowerCase())?.webUrl;
  if (webUrl === undefined) throw new Error('The file that this links to is gone, or it is not shared with you.');
  return webUrl;
}
