/// <reference types="office-js" />
import type { Answer, Call, HostEvent, OfficeError } from './protocol.ts';

/** The way to the page around the frame. */
export interface Link {
  /** @throws Failed with what the page said */
  ask<T>(name: string, ...args: unknown[]): Promise<T>;
  onEvent(listener: (event: HostEvent) => void): void;
}

/** What a call of Office.js that went wrong says. */
export class Failed extends Error {
  readonly details: OfficeError;
  constructor(details: OfficeError) {
    super(details.message);
    this.details = details;
  }
}

/** @param page origin of the page; the script comes from there, too. Whoever else frames the add-in is told nothing. */
export function openLink(page: string): Link {
  let last = 0;
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Failed): void }>();
  const listeners: ((event: HostEvent) => void)[] = [];
  window.addEventListener('message', ({ source, origin, data }: MessageEvent<Answer | HostEvent | undefined>) => {
    if (source !== window.parent || origin !== page || typeof data !== 'object') return;
    if (data.office === 'event') for (const listener of listeners) listener(data);
    if (data.office !== 'answer') return;
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) asked?.reject(new Failed(data.error));
    else asked?.resolve(data.value as never);
  });
  return {
    ask: (name, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        window.parent.postMessage({ office: 'call', id, name, args } satisfies Call, page);
      }),
    onEvent: (listener) => void listeners.push(listener),
  };
}

/**
 * A method in Office's manner: options may come before the callback, and neither has to be there; the result is handed over later,
 * with the `asyncContext` of the options.
 */
export function method<T>(work: (...args: unknown[]) => Promise<T>) {
  return (...given: unknown[]): void => {
    const callback = given.findLast((one) => typeof one === 'function') as ((result: object) => void) | undefined;
    const args = given.filter((one) => typeof one !== 'function');
    const options = args.findLast((one) => typeof one === 'object' && one !== null) as { asyncContext?: unknown };
    const done = (result: object) => callback?.({ asyncContext: options?.asyncContext, diagnostics: {}, ...result });
    work(...args).then(
      (value) => done({ status: 'succeeded', value }),
      (error: unknown) => done({ status: 'failed', error: detailsOf(error) }),
    );
  };
}

const detailsOf = (error: unknown): OfficeError =>
  error instanceof Failed ? error.details : { code: 5001, name: 'Internal Error', message: String(error) };

/** Handlers by event, as `addHandlerAsync` takes them. */
export function createHandlers() {
  const handlers = new Map<string, ((args: object) => void)[]>();
  return {
    fire(type: string, args: object = {}) {
      for (const handler of handlers.get(type) ?? []) handler({ type, ...args });
    },
    addHandlerAsync(type: string, handler: (args: object) => void, ...rest: unknown[]) {
      handlers.set(type, [...(handlers.get(type) ?? []), handler]);
      method(async () => undefined)(...rest);
    },
    removeHandlerAsync(type: string, ...rest: unknown[]) {
      handlers.delete(type);
      method(async () => undefined)(...rest);
    },
  };
}
