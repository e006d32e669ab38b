/** Outlook takes four calls at once of an app on a mailbox, and refuses the fifth. https://learn.microsoft.com/graph/throttling-limits */
const limit = 4;

/** Runs `work` when there is room for as many calls as it makes at once; who comes first goes first. */
export type Lane = <T>(calls: number, work: () => Promise<T>) => Promise<T>;

export function createLane(): Lane {
  const waiting: { need: number; go(): void }[] = [];
  let free = limit;
  const next = () => {
    for (let first = waiting[0]; first && first.need <= free; first = waiting[0]) {
      free -= first.need;
      waiting.shift();
      first.go();
    }
  };
  return async (calls, work) => {
    const need = Math.min(calls, limit);
    await new Promise<void>((go) => {
      waiting.push({ need, go });
      next();
    });
    try {
      return await work();
    } finally {
      free += need;
      next();
    }
  };
}
