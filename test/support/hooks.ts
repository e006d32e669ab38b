/** Root hooks of mocha: one Azurite for the whole run, started when a test first asks for it. */
export const mochaHooks = {};
