/**
 * Loaded before everything else in each process of the local system, also in those that know nothing of it.
 * The channel to the process that started this one closes when that one is gone, however it went, and this one goes too.
 */
if (process.channel !== undefined) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // Alone, the channel does not keep a process running that has finished.
  process.channel.unref();
}

// A log that cannot be written any more (a full disk) does not end a process that works.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
