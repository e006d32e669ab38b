// Which folder may import what at all, types included. Run on the sources; what is imported at run time is checked by
// .dependency-cruiser.runtime.cjs.

const only = (name, folder, packages) => ({
  name: `${name}-only-in-${folder.replaceAll('/', '-')}`,
  severity: 'error',
  comment: `${folder}/ is the only folder that imports ${name}`,
  from: { path: '^(bot|contracts)/', pathNot: `^${folder}/` },
  to: { path: `node_modules/(${packages})` },
});

module.exports = {
  forbidden: [
    only('botbuilder', 'bot/teams', 'botbuilder|botframework-'),
    only('restify', 'bot/http', 'restify'),
    only('graph-client', 'bot/graph', '@microsoft/microsoft-graph-client'),
    only('storage-sdk', 'bot/storage', '@azure/(data-tables|storage-queue)'),
    only('msal', 'bot/auth', '@azure/msal-node'),
    {
      name: 'features-are-apart',
      severity: 'error',
      from: { path: '^bot/features/([^/]+)/' },
      to: { path: '^bot/features/([^/]+)/', pathNot: '^bot/features/$1/' },
    },
    {
      name: 'server-knows-no-sandbox',
      severity: 'error',
      from: { path: '^(bot|contracts)/' },
      to: { path: '^(sandbox|test|scripts)/' },
    },
    {
      name: 'sandbox-knows-no-server',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(bot|contracts|test)/' },
    },
    {
      name: 'contracts-are-pure',
      severity: 'error',
      from: { path: '^contracts/' },
      to: { pathNot: '^contracts/|node_modules/zod' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The page is JSX, which this parser does not read; the run-time rules see it.
    exclude: { path: '(^|/)dist/|^sandbox/host/page/' },
    // typescript 7 has no JavaScript API to parse with.
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
    },
  },
};
