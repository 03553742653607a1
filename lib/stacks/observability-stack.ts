import type { Construct } from 'constructs';
import { restStageName } from '../config/api-names';
import type { EnvironmentLiteral } from '../config/environment-literal';
import { AlarmSet } from '../constructs/alarm-set';
import { addChatAlarms } from '../constructs/chat-alarms';
import { DeploymentWatch } from '../constructs/deployment-watch';
import { EnvironmentStack } from '../constructs/environment-stack';
import { addJobAlarms } from '../constructs/job-alarms';
import { addModelAlarms } from '../constructs/model-alarms';
import { MonthlyBudget } from '../constructs/monthly-budget';
import { OperationsDashboard } from '../constructs/operations-dashboard';
import { OperatorsTopic } from '../constructs/operators-topic';
import { addPlatformAlarms } from '../constructs/platform-alarms';
import { addSpendAlarms } from '../constructs/spend-alarms';
import type { ApiStack } from './api-stack';
import type { EnrichmentStack } from './enrichment-stack';
import type { MessagingStack } from './messaging-stack';
import type { OrchestratorStack } from './orchestrator-stack';

export interface ObservabilityStackProps {
  readonly environment: EnvironmentLiteral;
  /** Where the runbook is read. */
  readonly runbookUrl: string;
  readonly messaging: MessagingStack;
  readonly orchestrator: OrchestratorStack;
  readonly api: ApiStack;
  readonly enrichment: EnrichmentStack;
}

/** Alarms, the dashboard, budgets, and who is told. */
export class ObservabilityStack extends EnvironmentStack {
  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    const { environment, runbookUrl, messaging, orchestrator, api, enrichment } = props;
    super(scope, id, { environment, description: 'alarms, dashboard, budgets' });
    const { name, observability } = environment;
    const { enrichment: enrichmentQueue, deferredInference } = messaging;

    const operators = new OperatorsTopic(this, 'Operators', {
      environment: name,
      ...(observability.email === undefined ? {} : { email: observability.email }),
    });

    const alarms = new AlarmSet(this, 'Alarms', { environment: name, runbookUrl, operators });
    const causes = [
      ...addChatAlarms(alarms, {
        environment: name,
        rest: { name: api.rest.name, stage: restStageName },
        socket: { apiId: orchestrator.socket.apiId, stage: orchestrator.socket.stageName },
        targets: orchestrator.balancer.targets,
      }),
      ...addModelAlarms(alarms, { environment: name }),
    ];
    addJobAlarms(alarms, {
      environment: name,
      enrichment: enrichmentQueue,
      deferred: deferredInference,
      undelivered: enrichment.undelivered.queue,
      consumer: enrichment.consumer.function,
      longestWait: observability.longestWait,
    });
    addPlatformAlarms(alarms, {
      environment: name,
      doors: [api.authorizer.function, api.bridge.function],
    });
    addSpendAlarms(alarms, { environment });
    const chatIsDown = alarms.addAny(
      { heading: 'Chat is down', loss: 'Nobody, or hardly anybody, can chat.', missingData: 'good' },
      causes,
    );

    new MonthlyBudget(this, 'Budget', {
      environment: name,
      limitUsd: observability.monthlyBudgetUsd,
      operators,
    });
    const services = [orchestrator.orchestrator.service, orchestrator.deferredConsumer.service];
    new DeploymentWatch(this, 'Deployments', { services, operators });
    new OperationsDashboard(this, 'Dashboard', {
      environment: name,
      runbookUrl,
      alarms: [chatIsDown, ...alarms.alarms],
      tasks: services.flatMap((service) => [
        service.metricCpuUtilization(),
        service.metricMemoryUtilization(),
      ]),
      queues: [
        { title: 'Enrichment', name: 'enrichment', ends: enrichmentQueue },
        { title: 'Deferred jobs', name: 'deferredInference', ends: deferredInference },
      ],
    });
  }
}
