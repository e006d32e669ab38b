import type { Readable } from 'node:stream';
import { AideError } from '../errors.ts';
import { type ItemRef, itemPath } from './drive-path.ts';
import { graphError } from './errors.ts';
import type { Graph } from './graph.ts';

/** A file's bytes as they come. */
export interface Download {
  name: string;
  /** Bytes. */
  size: number;
  content: AsyncIterable<Uint8Array> | Readable;
}

/**
 * Opens a file for reading. Its address comes with its description and carries its own permission for some minutes: following the redirect
 * of `/content` instead would take our token along to another host.
 * https://learn.microsoft.com/graph/api/driveitem-get-content#downloading-files-in-javascript-apps
 * @throws AideError not_found; invalid_input for a folder; what the door throws
 */
export async function downloadFile(graph: Graph, file: ItemRef, signal?: AbortSignal): Promise<Download> {
  const item = await graph.get<{ name?: string; size?: number; '@microsoft.graph.downloadUrl'?: string }>(
    itemPath(file),
  );
  const url = item['@microsoft.graph.downloadUrl'];
  if (url === undefined)
    throw new AideError('invalid_input', {
      userMessage: `“${item.name ?? 'This'}” has no content to read.`,
      remedy: 'Choose a file, not a folder.',
    });
  const response = await graph.visit(url, { signal });
  if (!response.ok || !response.body) throw graphError({ status: response.status, headers: {}, body: undefined });
  return { name: item.name ?? '', size: item.size ?? 0, content: response.body };
}
