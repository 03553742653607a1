/**
 * Loaded before everything else in each process of the local system, also in those that know nothing of it: the channel
 * to the process that started this one closes when that one is gone, however it went, and this one goes too.
 */
if (process.channel !== undefined) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // Alone, the channel does not keep a process running that has finished.
  process.channel.unref();
}
