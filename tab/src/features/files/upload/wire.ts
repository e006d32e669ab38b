import type { Problem } from '@aide/contracts/errors';
import type { BeginUpload, UploadState } from '@aide/contracts/files';
import type { OperationView } from '@aide/contracts/operations';
import { ApiError } from '../../../api.ts';

/** The REST API's uploads: bytes, and so not among the registry's JSON. Described by GET /api/openapi.json. */
export interface UploadWire {
  /** @throws ApiError conflict when the name is taken and conflictBehavior is 'fail' */
  begin(input: Partial<BeginUpload> & Pick<BeginUpload, 'name' | 'size'>, signal: AbortSignal): Promise<UploadState>;
  /** @returns the operation once the last byte is there; until then, where to go on */
  send(
    upload: string,
    part: { bytes: Blob; from: number; size: number },
    signal: AbortSignal,
  ): Promise<UploadState | OperationView>;
  progress(upload: string, signal: AbortSignal): Promise<UploadState>;
  cancel(upload: string): Promise<void>;
}

/** @param base '' in the page */
export function createUploadWire(token: () => Promise<string>, fetcher: typeof fetch = fetch, base = ''): UploadWire {
  const call = async <Out>(method: string, path: string, init: RequestInit = {}): Promise<Out> => {
    let answer: Response;
    try {
      answer = await fetcher(`${base}/api/uploads${path}`, {
        ...init,
        method,
        headers: { ...init.headers, Authorization: `Bearer ${await token()}`, 'Aide-Surface': 'tab' },
      });
    } catch (cause) {
      if (init.signal?.aborted || !(cause instanceof TypeError)) throw cause;
      throw new ApiError({
        code: 'unavailable',
        detail: 'The connection broke.',
        remedy: 'The upload goes on where it was when the connection is back.',
      });
    }
    const text = await answer.text();
    const said = text === '' ? undefined : JSON.parse(text);
    if (!answer.ok) throw new ApiError(said as Problem);
    return said as Out;
  };
  const of = (upload: string) => `/${encodeURIComponent(upload)}`;
  return {
    begin: (input, signal) =>
      call('POST', '', { body: JSON.stringify(input), headers: { 'Content-Type': 'application/json' }, signal }),
    send: (upload, { bytes, from, size }, signal) =>
      call('PUT', of(upload), {
        body: bytes,
        headers: {
          'Content-Type': 'application/octet-stream',
          'Content-Range': `bytes ${from}-${from + bytes.size - 1}/${size}`,
        },
        signal,
      }),
    progress: (upload, signal) => call('GET', of(upload), { signal }),
    cancel: (upload) => call('DELETE', of(upload)),
  };
}
