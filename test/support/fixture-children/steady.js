// Ready at once; ends on SIGTERM.
process.on('SIGTERM', () => process.exit(0));
setInterval(() => undefined, 1000);
process.send({ kind: 'ready' });
