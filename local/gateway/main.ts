import { invokeFunction } from '../lambda-host/invoke-function';
import { reportReady } from '../process/report-ready';
import { stopOnSignal } from '../process/stop-on-signal';
import { systemAddresses } from '../system-addresses';
import { readSystemPlan } from '../system-plan';
import { startGateway } from './start-gateway';

const main = async (): Promise<void> => {
  const plan = readSystemPlan(process.env);
  const addresses = systemAddresses(plan);
  const gateway = await startGateway({
    port: plan.ports.gateway,
    connectionsPort: plan.ports.connections,
    orchestratorUrl: addresses.orchestrator,
    invoke: (name, event) => invokeFunction(addresses.functions, name, event),
    throttled: plan.throttled,
    now: Date.now,
    log: (line) => console.log(`${new Date().toISOString()} ${line}`),
  });
  reportReady();
  stopOnSignal(() => gateway.close());
};

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
