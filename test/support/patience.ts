/**
 * How long a test in the browser waits for one thing that has to come, ms. Far beyond what it takes: a machine that is busy with other
 * things as well makes no test fail, and what never comes costs this once.
 */
export const patience = 30_000;

/** How long such a test may take in all, ms. */
export const storyTime = 240_000;
