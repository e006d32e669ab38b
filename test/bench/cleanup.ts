/** What has to be ended, whatever happens: the newest first, once. */
export interface Cleanup {
  /** After run(), the ending runs at once. */
  add(ending: () => Promise<unknown>): void;
  run(): Promise<void>;
}

export function createCleanup(): Cleanup {
  const endings: (() => Promise<unknown>)[] = [];
  let isOver = false;
  return {
    add(ending) {
      if (isOver) void ending();
      else endings.push(ending);
    },
    async run() {
      isOver = true;
      for (let end = endings.pop(); end; end = endings.pop()) await end().catch(() => {});
    },
  };
}
