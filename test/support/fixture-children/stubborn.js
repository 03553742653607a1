// Ready at once; does not hear SIGTERM.
process.on('SIGTERM', () => undefined);
setInterval(() => undefined, 1000);
process.send({ kind: 'ready' });
