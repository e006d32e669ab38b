const onlyIn = (name, folder, packages) => ({
  name,
  severity: 'error',
  from: { path: '^(bot|contracts)/', pathNot: folder },
  to: { path: `^(node_modules/)?(${packages})` },
});
module.exports = {
  forbidden: [onlyIn('botbuilder-only-in-teams', '^bot/teams/', 'botbuilder|botframework')],
  options: { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true, parser: 'swc' },
};
