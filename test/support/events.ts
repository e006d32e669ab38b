/** Server-sent events of a fetch response, one `data:` after the other. */
export async function* readEvents(response: Response): AsyncGenerator<string> {
  let buffer = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    buffer += decoder.decode(chunk as Uint8Array, { stream: true });
    const blocks = buffer.split('\n\n');
    buffer = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = block
        .split('\n')
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trimStart());
      if (data.length > 0) yield data.join('\n');
    }
  }
}

/** Values that arrive one by one; whoever asks gets the first that fits, now or when it comes. */
export interface Inbox<T> {
  push(value: T): void;
  /** Takes it out. @param ms gives up after so long, with an error that lists what is there */
  take(fits: (value: T) => boolean, what: string, ms: number): Promise<T>;
  waiting(): T[];
  /** Nobody gets anything any more. */
  close(): void;
}

export function createInbox<T>(describe: (value: T) => string): Inbox<T> {
  const values: T[] = [];
  const takers = new Set<{ fits: (value: T) => boolean; give: (value: T) => void; fail: (error: Error) => void }>();
  return {
    push(value) {
      for (const taker of takers) {
        if (!taker.fits(value)) continue;
        takers.delete(taker);
        taker.give(value);
        return;
      }
      values.push(value);
    },
    take(fits, what, ms) {
      const index = values.findIndex(fits);
      if (index >= 0) return Promise.resolve(values.splice(index, 1)[0] as T);
      return new Promise<T>((resolve, reject) => {
        const taker = {
          fits,
          give(value: T) {
            clearTimeout(timer);
            resolve(value);
          },
          fail(error: Error) {
            clearTimeout(timer);
            takers.delete(taker);
            reject(error);
          },
        };
        const timer = setTimeout(() => {
          const there = values.map(describe).join('\n  ') || 'nothing';
          taker.fail(new Error(`no ${what} within ${ms} ms; there is:\n  ${there}`));
        }, ms);
        takers.add(taker);
      });
    },
    waiting: () => [...values],
    close() {
      for (const taker of [...takers]) taker.fail(new Error('the client was closed'));
    },
  };
}
