import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { patience } from './patience.ts';

/** How often it is looked, ms. */
const every = 50;

/** Looks again until it is so. @throws AssertionError when it does not become so */
export async function soon(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; await wait(every)) if (await holds()) return;
  assert.fail('it did not become so');
}

/** Reads again until it is this. @throws AssertionError with what it was last */
export async function becomes<T>(read: () => Promise<T> | T, expected: T): Promise<void> {
  let last = await read();
  for (const end = Date.now() + patience; Date.now() < end && !isDeepStrictEqual(last, expected); last = await read())
    await wait(every);
  assert.deepEqual(last, expected);
}
