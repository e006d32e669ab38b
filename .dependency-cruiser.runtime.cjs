// The import rules of the house (docs/architecture.md): imports point inwards. Run on the sources with their types taken out
// (scripts/check.mjs), because a type may be looked at from everywhere.

/** What a folder may import of the server, besides itself. Outermost first; each knows only what is further in. */
const layers = {
  http: ['teams', 'features', 'operations', 'auth', 'storage', 'directory'],
  teams: ['chat', 'features', 'operations', 'language', 'auth', 'storage'],
  jobs: ['chat', 'features', 'operations', 'storage'],
  features: ['chat', 'directory', 'graph', 'language', 'storage'],
  chat: ['directory', 'features'],
  operations: ['features', 'storage'],
  directory: ['features', 'graph', 'storage'],
  language: [],
  graph: ['features', 'auth'],
  auth: ['features', 'storage'],
  storage: ['features'],
  telemetry: [],
};
/** What anybody may import: it holds what everybody needs, nothing that acts. */
const commons = 'bot/((errors|log|clock|clouds|destinations|locale|zones)\\.|telemetry/(trace|metrics)\\.)';
const at = (path) => `^dist/deps/${path}`;

module.exports = {
  forbidden: [
    ...Object.entries(layers).map(([folder, inner]) => ({
      name: `${folder}-imports-inwards`,
      severity: 'error',
      from: { path: at(`bot/${folder}/`) },
      to: { path: at('bot/'), pathNot: at(`(bot/(${[folder, ...inner].join('|')})/|${commons})`) },
    })),
    {
      name: 'one-reader-of-the-environment',
      severity: 'error',
      from: { path: at('bot/'), pathNot: at('bot/index') },
      to: { path: at('bot/config') },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: { doNotFollow: { path: 'node_modules' } },
};
