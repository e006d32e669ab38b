import type { Graph } from '../api/graph.ts';
import { type Fetch, HttpError } from '../api/http.ts';

/** https://learn.microsoft.com/graph/outlook-large-attachments: less than 3 MB in one request, up to 150 MB by session. Bytes. */
export const directLimit = 3 * 1024 * 1024;
export const largest = 150 * 1024 * 1024;
/** Bytes of a slice; at most 4 MB. */
const slice = 2 * 1024 * 1024;
/** How often in a row a slice may fail before the upload does. */
const attempts = 3;

export interface Upload {
  /** @param done bytes that have arrived */
  onProgress?(done: number): void;
  signal?: AbortSignal;
}

interface Session {
  uploadUrl: string;
}
/** Outlook writes it with a capital; OneDrive does not. */
interface SessionState {
  NextExpectedRanges?: string[];
  nextExpectedRanges?: string[];
}

/**
 * Attaches a file to a draft: a small one at once, a large one in slices; after a dropped connection from where the service stands.
 * @throws HttpError as the service refuses it; Error when it is larger than 150 MB; AbortError when it was stopped
 */
export function createUploader({ graph, fetch }: { graph: Graph; fetch: Fetch }) {
  return async (message: string, file: File, upload: Upload = {}): Promise<void> => {
    if (file.size > largest) throw new Error(`${file.name} is larger than 150 MB. Share it from OneDrive instead.`);
    const path = `me/messages/${encodeURIComponent(message)}/attachments`;
    if (file.size < directLimit) {
      await graph.call(path, {
        method: 'POST',
        body: {
          '@odata.type': '#microsoft.graph.fileAttachment',
          name: file.name,
          contentType: file.type || 'application/octet-stream',
          contentBytes: base64(new Uint8Array(await file.arrayBuffer())),
        },
        signal: upload.signal,
      });
      return upload.onProgress?.(file.size);
    }
    const { uploadUrl } = await graph.call<Session>(`${path}/createUploadSession`, {
      method: 'POST',
      body: {
        attachmentItem: {
          attachmentType: 'file',
          name: file.name,
          size: file.size,
          ...(file.type === '' ? {} : { contentType: file.type }),
        },
      },
      signal: upload.signal,
    });
    try {
      await bySlices(fetch, uploadUrl, file, upload);
    } catch (error) {
      // Nobody will come for the slices that are there.
      await fetch(uploadUrl, { method: 'DELETE' }).catch(() => undefined);
      throw error;
    }
  };
}

async function bySlices(fetch: Fetch, url: string, file: File, { onProgress, signal }: Upload): Promise<void> {
  let failures = 0;
  for (let from = 0; from < file.size; ) {
    const end = Math.min(from + slice, file.size);
    try {
      // No Authorization: the address is good by itself, and refuses a token.
      const answer = await fetch(url, {
        method: 'PUT',
        headers: {
          'Content-Type': 'application/octet-stream',
          'Content-Range': `bytes ${from}-${end - 1}/${file.size}`,
        },
        body: file.slice(from, end),
        signal,
      });
      if (!answer.ok) throw new HttpError(answer.status, await answer.json().catch(() => undefined));
      failures = 0;
      from = end;
    } catch (error) {
      signal?.throwIfAborted();
      const isRefused = error instanceof HttpError && error.status < 500 && ![408, 416, 429].includes(error.status);
      if (isRefused || ++failures >= attempts) throw error;
      from = await nextByte(fetch, url, signal);
    }
    onProgress?.(from);
  }
}

/** What the service has, and so where to go on. */
async function nextByte(fetch: Fetch, url: string, signal?: AbortSignal): Promise<number> {
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new HttpError(answer.status, await answer.json().catch(() => undefined));
  const { NextExpectedRanges, nextExpectedRanges } = (await answer.json()) as SessionState;
  return Number.parseInt((NextExpectedRanges ?? nextExpectedRanges)?.[0] ?? '0', 10);
}

/** In pieces: a call takes only so many arguments. */
function base64(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += 0x8000)
    text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return btoa(text);
}
