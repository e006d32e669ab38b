import { destination } from '../destinations.ts';
import { AideError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Limits } from './call.ts';
import { noAnswer } from './errors.ts';
import type { Visit } from './graph.ts';

/**
 * The way to addresses that carry their own permission. They are as good as a password, so nothing of them but the host is logged, and no
 * redirect is followed to somewhere else.
 * @param files addresses of this cloud's OneDrive and SharePoint
 */
export function createVisit({ files, limits }: { files: RegExp; limits: Limits }) {
  return async (url: string, visit: Visit = {}, log: Logger): Promise<Response> => {
    const { method = 'GET', headers = {}, body, signal, patience = limits.attempt } = visit;
    const allowed = destination(url, files);
    if (!allowed) throw elsewhere();
    const { host } = allowed;
    const started = performance.now();
    const late = new AbortController();
    // Until the headers are there; a body may take as long as it takes.
    const timer = setTimeout(() => late.abort(new DOMException('no answer', 'TimeoutError')), patience);
    try {
      const response = await fetch(allowed, {
        method,
        headers,
        ...(body ? { body } : {}),
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal,
      });
      log.info({ method, host, status: response.status, ms: Math.round(performance.now() - started) }, 'files');
      return response;
    } catch (error) {
      signal?.throwIfAborted();
      log.warn({ method, host, failed: (error as Error).name }, 'files');
      throw noAnswer(error, late.signal.aborted);
    } finally {
      clearTimeout(timer);
    }
  };
}

const elsewhere = () =>
  new AideError('forbidden', {
    message: 'an address outside of the cloud was handed out for files',
    userMessage: 'That address is not where your organisation keeps its files.',
    remedy: 'Nothing was sent. Tell your administrator the request id.',
  });
