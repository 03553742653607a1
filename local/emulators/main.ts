import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { invokeFunction } from '../lambda-host/invoke-function';
import { localEnvironment } from '../local-environment';
import { reportReady } from '../process/report-ready';
import { stopOnSignal } from '../process/stop-on-signal';
import { systemAddresses } from '../system-addresses';
import { readSystemPlan } from '../system-plan';
import { deliverEvent } from './deliver-event';
import { objectCreatedEvent } from './object-created-event';
import { startEmulators } from './start-emulators';
import { watchUploads } from './watch-uploads';

const log = (line: string): void => console.log(`${new Date().toISOString()} ${line}`);

/** Objects below it are uploads of customers, and each becomes an event. */
const uploadsPrefix = 'uploads/';

const sweepEveryMs = 10 * 60 * 1000;

const main = async (): Promise<void> => {
  const plan = readSystemPlan(process.env);
  const { functions } = systemAddresses(plan);
  const deliver = deliverEvent({
    invoke: (event) => invokeFunction(functions, 'image-uploaded', event, 'Event'),
    delay,
    log,
  });
  const emulators = await startEmulators({
    environment: localEnvironment,
    now: Date.now,
    folder: plan.dataFolder,
    dynamoDbPort: plan.ports.dynamoDb,
    messagingPort: plan.ports.messaging,
    onObjectCreated: (object) => {
      if (object.key.startsWith(uploadsPrefix)) void deliver(objectCreatedEvent(object, Date.now()));
    },
  });
  const stopWatching = watchUploads({
    folder: join(plan.dataFolder, 'uploads'),
    upload: (name, body) => emulators.messaging.upload(`${uploadsPrefix}${name}`, body),
    log,
  });
  const sweep = (): void => {
    emulators
      .sweepExpired()
      .catch((error: unknown) => log(`expired items were not deleted: ${String(error)}`));
  };
  const sweeping = setInterval(sweep, sweepEveryMs);
  reportReady();
  stopOnSignal(async () => {
    clearInterval(sweeping);
    stopWatching();
    await emulators.close();
  });
};

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
