import { type AppRequest, answerTo, type HostEvent, readRequest } from './messages.ts';

/** What came, of a MessageEvent. */
export interface Heard {
  source: unknown;
  origin: string;
  data: unknown;
}

/** The part of this window that messages need; a test gives its own. */
export interface Listening {
  addEventListener(type: 'message', listener: (event: Heard) => void): void;
  removeEventListener(type: 'message', listener: (event: Heard) => void): void;
}

/** And of the other one. */
export interface Posting {
  postMessage(message: unknown, origin: string): void;
}

export interface Connection {
  /** Calls a handler of the app, once the app has spoken: before, nobody listens. */
  tell(func: string, ...args: unknown[]): void;
  close(): void;
}

/** An answer's arguments; undefined: the call has none. */
export type Answering = (request: AppRequest, origin: string) => Promise<unknown[] | undefined> | unknown[] | undefined;

/**
 * Speaks with one window: a frame, or a popup.
 * @param other the window; asked for on every message, because a frame has none before it is there
 * @param isAllowed may pages of this origin speak? Whatever else sits in the window is not heard and told nothing
 */
export function connect(options: {
  here: Listening;
  other(): Posting | null | undefined;
  isAllowed(origin: string): boolean;
  answer: Answering;
}): Connection {
  const { here, other, isAllowed, answer } = options;
  let known: string | undefined;
  const post = (message: object, origin: string) => other()?.postMessage(message, origin);
  const listen = async ({ source, origin, data }: Heard) => {
    if (source === null || source !== other() || !isAllowed(origin)) return;
    const request = readRequest(data);
    if (!request) return;
    known = origin;
    const args = await answer(request, origin);
    if (args !== undefined) post(answerTo(request, args), origin);
  };
  const listener = (event: Heard) => void listen(event);
  here.addEventListener('message', listener);
  return {
    tell(func, ...args) {
      if (known !== undefined) post({ func, args } satisfies HostEvent, known);
    },
    close: () => here.removeEventListener('message', listener),
  };
}
