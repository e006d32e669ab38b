// Loaded into a measured process (--import): it tells what it used when it is asked. Works on every platform, unlike /proc.
process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  // With --expose-gc: what is still needed, and not what has not been cleared away yet.
  globalThis.gc?.();
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ cpu: user + system, rss, heap: heapUsed });
});
// Whoever measures is gone.
process.on('disconnect', () => process.exit());
// A process that has nothing else to do may end.
process.channel?.unref();
