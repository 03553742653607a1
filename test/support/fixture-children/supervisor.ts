import { superviseFixtures } from '../supervisor-under-test';

/** A supervisor as a process of its own, for a test that kills it. Argument: the data folder. */
const supervisor = superviseFixtures(process.argv[2] ?? '', [['stubborn'], ['parent']]);

supervisor.start().then(
  () => process.send?.(supervisor.pids()),
  () => process.exit(1),
);
