import { setTimeout as wait } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Cipher } from '../storage/cipher.ts';
import type { Records, Storage } from '../storage/storage.ts';

/** What a POST of the Bot Connector is answered with. */
export interface Answer {
  status: number;
  body?: unknown;
}

/** A turn under way: its answer, and the end of its work, which can be later. */
export interface Running {
  answer: Promise<Answer>;
  /** Rejects when the work failed so that a redelivery should try again. */
  work: Promise<unknown>;
}

/**
 * Each activity acts once, although the Bot Connector sends it again when it is not answered within 15 seconds.
 *
 * The first server that sees an activity inserts its row, 'started' with a short lease, and keeps renewing the lease while it works;
 * at the end the row is 'done' and holds the answer. A redelivery in the same process shares the turn; on another server it waits
 * for 'done', or for the lease to lapse, which means that the first one died: then it takes over and acts. Work that failed
 * gives its row back.
 */
export interface Deliveries {
  /** @param key the same for each delivery of one activity */
  once(key: string, act: () => Running): Promise<Answer>;
  /**
   * The same without a row, for what changes nothing and is said in a moment (help): this process remembers it for a while. Only
   * when its answer to the Connector is lost and another process gets the redelivery is help said twice.
   */
  onceLight(key: string, act: () => Running): Promise<Answer>;
  /** Waits for the work that is under way. */
  settled(): Promise<void>;
}

type Row = { state: 'started'; until: number } | { state: 'done'; answer: string };

/** @param lease milliseconds for which a silent server is taken for alive; shorter than the Bot Connector's patience */
export function createDeliveries(storage: Storage, cipher: Cipher, { lease = 9_000 } = {}): Deliveries {
  const records = storage.records('activities');
  const here = new Map<string, Promise<Answer>>();
  const light = new LRUCache<string, Promise<Answer>>({ max: 5000, ttl: 10 * 60 * 1000 });
  const working = new Set<Promise<unknown>>();

  /** Keeps the row ours until the work is over. */
  function begin(partition: string, row: string, etag: string, act: () => Running): Promise<Answer> {
    const running = act();
    const held = hold(records, partition, row, etag, lease);
    const ending = running.work
      .then(
        async () => {
          const answer = cipher.seal(JSON.stringify(await running.answer), about(row));
          await held.end({ state: 'done', answer });
        },
        () => held.end(undefined),
      )
      // The storage went away: the lease lapses by itself, and a redelivery may act again.
      .catch(() => {});
    track(ending);
    return running.answer;
  }

  async function claim(partition: string, row: string, act: () => Running): Promise<Answer> {
    const fresh = await records.insert(partition, row, started(lease));
    if (fresh !== undefined) return begin(partition, row, fresh, act);
    // Longer than a lease: by then it is done, or ours, or in the hands of somebody who is alive.
    const giveUp = Date.now() + lease * 1.3;
    for (;;) {
      const found = await records.get<Row>(partition, row);
      if (!found) return claim(partition, row, act);
      if (found.value.state === 'done') return JSON.parse(cipher.open(found.value.answer, about(row))) as Answer;
      if (found.value.until < Date.now()) {
        const etag = await records.replace(partition, row, started(lease), found.etag);
        if (etag !== undefined) return begin(partition, row, etag, act);
      } else if (Date.now() > giveUp) return { status: 200 };
      else await wait(Math.max(20, Math.min(500, found.value.until - Date.now() + 1)));
    }
  }

  function track(ending: Promise<unknown>): void {
    working.add(ending);
    ending.finally(() => working.delete(ending));
  }

  return {
    once(key, act) {
      // Deliveries that come while the first one is being answered share its answer.
      const known = here.get(key);
      if (known) return known;
      const answer = claim(partitionOf(key), key, act).finally(() => here.delete(key));
      here.set(key, answer);
      return answer;
    },
    onceLight(key, act) {
      const known = light.get(key);
      if (known) return known;
      const running = act();
      track(running.work.catch(() => {}));
      light.set(key, running.answer);
      // What failed may be tried again.
      running.answer.catch(() => light.delete(key));
      return running.answer;
    },
    async settled() {
      while (working.size > 0) await Promise.allSettled([...working]);
    },
  };
}

const about = (row: string) => `activity:${row}`;
const started = (lease: number): Row => ({ state: 'started', until: Date.now() + lease });
/** Rows are spread over this many partitions. */
const shards = 64;
const partitionOf = (key: string): string => {
  let sum = 0;
  for (const c of key) sum = (sum * 31 + c.charCodeAt(0)) % shards;
  return sum.toString(16);
};

/** Renews a lease until `end`, which writes the last state, or gives the row back. */
function hold(records: Records, partition: string, row: string, first: string, lease: number) {
  let etag: string | undefined = first;
  let renewing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    renewing = renewing
      .then(async () => {
        if (etag !== undefined) etag = await records.replace(partition, row, started(lease), etag);
      })
      .catch(() => {});
  }, lease / 3);
  timer.unref();
  return {
    async end(last: Row | undefined) {
      clearInterval(timer);
      await renewing;
      // Lost: somebody took over after the lease had lapsed, and the row is theirs.
      if (etag === undefined) return;
      if (last) await records.replace(partition, row, last, etag);
      else await records.delete(partition, row, etag);
    },
  };
}
