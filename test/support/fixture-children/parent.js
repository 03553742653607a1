// Has a process of its own, as the Lambda host has.
const { fork } = require('node:child_process');
const child = fork(`${__dirname}/steady.js`, { stdio: 'ignore', execArgv: process.execArgv });
process.send({ kind: 'children', pids: { grandchild: child.pid } });
process.on('SIGTERM', () => process.exit(0));
child.on('message', () => process.send({ kind: 'ready' }));
