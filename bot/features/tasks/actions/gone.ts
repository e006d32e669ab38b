import { isGone } from '../task.ts';

/** The error unless it says that the task or list is gone, which is what was wanted. */
export async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
