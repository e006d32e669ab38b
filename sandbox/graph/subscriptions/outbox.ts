import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds. */
export interface NotificationTimes {
  /** An endpoint that says nothing to the validation request for so long has not answered it. */
  validation: number;
  /** The same, of a notification. */
  answer: number;
  /** Pauses before it is tried again; the last one for all that follow. */
  pauses: readonly number[];
  /** After so long it is given up. */
  giveUp: number;
}

/** https://learn.microsoft.com/graph/change-notifications-delivery-webhooks#processing-the-change-notification */
export const graphTimes: NotificationTimes = {
  validation: 10_000,
  answer: 3_000,
  pauses: [10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000],
  giveUp: 4 * 3_600_000,
};

/** One notification on its way. */
export interface Letter {
  subscriptionId: string;
  body: Record<string, unknown>;
  /** The app that it is proved to that Graph is the sender: with resource data alone. */
  audience?: string;
}
interface Waiting extends Letter {
  /** performance.now() */
  since: number;
}

export interface Outbox {
  /** In the background, in the order in which they come, with what else waits for the same endpoint. */
  post(url: string, letter: Letter): void;
  /** Breaks off what is under way. */
  close(): Promise<void>;
}

/** Notifications in one request, and such as may wait for an endpoint that does not answer. */
const [mostAtOnce, mostWaiting] = [100, 10_000];

export interface OutboxOptions {
  times: NotificationTimes;
  /** Is there anybody left to be told? Asked before each attempt. */
  isWanted(letter: Letter): boolean;
  /** What proves to the app that Graph is the sender. */
  prove(audience: string): Promise<string>;
  /** Told of the subscription whose notification has been given up. */
  onLost(subscriptionId: string): void;
}

/** Brings notifications to endpoints: in batches, again and again until there is an answer of 2xx. */
export function createOutbox({ times, isWanted, prove, onLost }: OutboxOptions): Outbox {
  const closing = new AbortController();
  const boxes = new Map<string, Waiting[]>();
  const running = new Set<Promise<void>>();

  async function send(url: string, letters: Letter[]): Promise<boolean> {
    const audiences = [...new Set(letters.flatMap(({ audience }) => audience ?? []))];
    const validationTokens = await Promise.all(audiences.map(prove));
    const value = letters.map(({ body }) => body);
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ value, ...(validationTokens.length > 0 && { validationTokens }) }),
      signal: AbortSignal.any([closing.signal, AbortSignal.timeout(times.answer)]),
    });
    await response.arrayBuffer();
    return response.ok;
  }

  function drop(box: Waiting[], isOld: (letter: Waiting) => boolean): void {
    const lost = new Set(box.filter(isOld).map(({ subscriptionId }) => subscriptionId));
    keep(box, (letter) => !isOld(letter));
    for (const id of lost) onLost(id);
  }

  async function empty(url: string, box: Waiting[]): Promise<void> {
    for (let failures = 0; ; ) {
      keep(box, isWanted);
      drop(box, ({ since }) => performance.now() - since > times.giveUp);
      const batch = box.slice(0, mostAtOnce);
      if (batch.length === 0 || closing.signal.aborted) break;
      if (await send(url, batch).catch(() => false)) {
        failures = 0;
        const sent = new Set(batch);
        keep(box, (letter) => !sent.has(letter));
        continue;
      }
      const pause = times.pauses[Math.min(failures++, times.pauses.length - 1)];
      // Nobody has to stay alive for an endpoint that does not answer.
      await wait(pause, undefined, { signal: closing.signal, ref: false }).catch(() => {});
    }
    boxes.delete(url);
  }

  return {
    post(url, letter) {
      const open = boxes.get(url);
      const box = open ?? [];
      box.push({ ...letter, since: performance.now() });
      if (box.length > mostWaiting) drop(box, (one) => one === box[0]);
      if (open) return;
      boxes.set(url, box);
      const work = empty(url, box);
      running.add(work);
      work.finally(() => running.delete(work));
    },
    async close() {
      closing.abort();
      await Promise.all(running);
    },
  };
}

/** In place: whoever holds the list goes on with what is left. */
function keep<T>(list: T[], isKept: (item: T) => boolean): void {
  const kept = list.filter(isKept);
  list.splice(0, list.length, ...kept);
}
