import { localEnvironment } from '../local-environment';
import { reportReady } from '../process/report-ready';
import { stopOnSignal } from '../process/stop-on-signal';
import { readSystemPlan } from '../system-plan';
import { startEmulators } from './start-emulators';

const main = async (): Promise<void> => {
  const plan = readSystemPlan(process.env);
  const emulators = await startEmulators({
    environment: localEnvironment,
    now: Date.now,
    folder: plan.dataFolder,
    dynamoDbPort: plan.ports.dynamoDb,
    messagingPort: plan.ports.messaging,
  });
  reportReady();
  stopOnSignal(() => emulators.close());
};

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
