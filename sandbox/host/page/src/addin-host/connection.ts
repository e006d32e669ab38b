import type { Answer, Call, HostEvent, OfficeError } from '../../../office/protocol.ts';
import type { Heard, Listening, Posting } from '../tab-host/connection.ts';

/** A call that Office.js reports as failed. */
export class OfficeFailure extends Error {
  readonly code: number;
  constructor(code: number, name: string, message: string) {
    super(message);
    this.code = code;
    this.name = name;
  }
}

export interface Connection {
  /** Nothing is told before the add-in has made its first call: until then nobody listens. */
  tell(event: HostEvent): void;
  close(): void;
}

/**
 * Speaks with the stand-in for Office.js in a frame.
 * @param other the frame's window; asked for on every message, because a frame has none before it is there
 * @param origin of the add-in; whatever else the frame may show is not heard and told nothing
 */
export function connect(options: {
  here: Listening;
  other(): Posting | null | undefined;
  origin: string;
  answer(name: string, args: unknown[]): Promise<unknown>;
}): Connection {
  const { here, other, origin, answer } = options;
  let hasSpoken = false;
  const post = (message: Answer | HostEvent) => other()?.postMessage(message, origin);
  const listen = async (event: Heard) => {
    if (event.source === null || event.source !== other() || event.origin !== origin) return;
    const call = readCall(event.data);
    if (!call) return;
    const { id } = call;
    try {
      const value = await answer(call.name, call.args);
      post({ office: 'answer', id, value });
    } catch (error) {
      post({ office: 'answer', id, error: errorOf(error) });
    }
    hasSpoken = true;
  };
  const listener = (event: Heard) => void listen(event);
  here.addEventListener('message', listener);
  return {
    tell(event) {
      if (hasSpoken) post(event);
    },
    close: () => here.removeEventListener('message', listener),
  };
}

function readCall(data: unknown): Call | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { office, id, name, args } = data as Partial<Call>;
  if (office !== 'call' || typeof id !== 'number' || typeof name !== 'string' || !Array.isArray(args)) return undefined;
  return { office, id, name, args };
}

const errorOf = (error: unknown): OfficeError =>
  error instanceof OfficeFailure
    ? { code: error.code, name: error.name, message: error.message }
    : { code: 9020, name: 'APICallFailed', message: error instanceof Error ? error.message : String(error) };
