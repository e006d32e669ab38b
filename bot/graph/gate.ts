/**
 * Lets at most `size` requests to one mailbox run at once in this process; more would be refused with 429.
 * https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits
 */
export interface Gate {
  /**
   * Runs `work` when `permits` are free; those who came first go first, so that a wide request is not starved by narrow ones.
   * @throws the signal's reason when it ends before the turn came
   */
  run<T>(key: string, permits: number, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** Mailboxes at work or waited for. */
  readonly size: number;
}

interface Waiting {
  permits: number;
  enter(): void;
}

interface Line {
  free: number;
  waiting: Waiting[];
}

export function createGate(size = 4): Gate {
  const lines = new Map<string, Line>();
  const advance = (key: string, line: Line) => {
    while (line.waiting[0] && line.waiting[0].permits <= line.free) {
      const next = line.waiting.shift()!;
      line.free -= next.permits;
      next.enter();
    }
    // Nobody inside, nobody waiting: a mailbox that is idle costs nothing.
    if (line.free === size && line.waiting.length === 0) lines.delete(key);
  };
  const enter = (key: string, permits: number, signal: AbortSignal) =>
    new Promise<Line>((resolve, reject) => {
      signal.throwIfAborted();
      const line = lines.get(key) ?? { free: size, waiting: [] };
      lines.set(key, line);
      const leave = () => {
        line.waiting.splice(line.waiting.indexOf(waiting), 1);
        reject(signal.reason);
        advance(key, line);
      };
      const waiting: Waiting = {
        permits,
        enter() {
          signal.removeEventListener('abort', leave);
          resolve(line);
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      line.waiting.push(waiting);
      advance(key, line);
    });
  return {
    get size() {
      return lines.size;
    },
    async run(key, wanted, signal, work) {
      const permits = Math.min(wanted, size);
      if (permits === 0) return work();
      const line = await enter(key, permits, signal);
      try {
        return await work();
      } finally {
        line.free += permits;
        advance(key, line);
      }
    },
  };
}
