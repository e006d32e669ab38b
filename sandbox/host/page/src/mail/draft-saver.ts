/** 'idle': nothing to save, and nothing was yet. */
export type Saving =
  | { state: 'idle' }
  | { state: 'waiting' }
  | { state: 'saving' }
  | { state: 'saved' }
  | { state: 'failed'; error: unknown };

export interface DraftSaverOptions<Change extends object> {
  save(change: Change): Promise<unknown>;
  onState(saving: Saving): void;
  /** How long nothing has to be typed. Milliseconds. */
  wait?: number;
}

/** Saves what is typed: what changed, once typing pauses, one request at a time. */
export interface DraftSaver<Change> {
  change(part: Change): void;
  /** Saves what is open now. @throws as `save` does; what could not be saved is kept, and goes with the next try */
  flush(): Promise<void>;
  /** Work that must not overlap with saving: attaching a file. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export function createDraftSaver<Change extends object>(options: DraftSaverOptions<Change>): DraftSaver<Change> {
  const { save, onState, wait = 800 } = options;
  let open: Change | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let line: Promise<unknown> = Promise.resolve();

  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const next = line.then(work);
    line = next.catch(() => undefined);
    return next;
  };
  const saveOpen = () =>
    alone(async () => {
      const change = open;
      if (!change) return;
      open = undefined;
      onState({ state: 'saving' });
      try {
        await save(change);
        onState({ state: open ? 'waiting' : 'saved' });
      } catch (error) {
        // What was typed meanwhile is newer.
        open = { ...change, ...(open as Change | undefined) };
        onState({ state: 'failed', error });
        throw error;
      }
    });
  return {
    change(part) {
      open = { ...open, ...part } as Change;
      onState({ state: 'waiting' });
      clearTimeout(timer);
      timer = setTimeout(() => void saveOpen().catch(() => undefined), wait);
    },
    flush() {
      clearTimeout(timer);
      return saveOpen();
    },
    alone,
  };
}
