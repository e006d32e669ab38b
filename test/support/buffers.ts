import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export interface BufferWatch {
  /** To be called again and again while the work goes on. */
  look(): void;
  /** Bytes by which what is held has grown since the beginning, at the most of all looks. */
  most(): number;
}

/**
 * Watches what buffers of this process hold. What nobody needs any more does not count, whenever the engine clears it away.
 * @param limit bytes; below it nothing is cleared away for the sake of the figure
 */
export function watchBuffers(limit: number): BufferWatch {
  // Without the flag of the command line, so that the test runs like any other.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const held = () => process.memoryUsage().arrayBuffers;
  collect();
  const before = held();
  let most = 0;
  return {
    look() {
      if (held() - before >= limit) collect();
      most = Math.max(most, held() - before);
    },
    most: () => most,
  };
}
