import type { App } from 'aws-cdk-lib';
import type { Bundles } from './config/bundles';
import type { EnvironmentLiteral } from './config/environment-literal';
import { ApiStack } from './stacks/api-stack';
import { DataStack } from './stacks/data-stack';
import { EnrichmentStack } from './stacks/enrichment-stack';
import { MessagingStack } from './stacks/messaging-stack';
import { NetworkStack } from './stacks/network-stack';
import { ObservabilityStack } from './stacks/observability-stack';
import { OrchestratorStack } from './stacks/orchestrator-stack';

export interface MangaAssistStageProps {
  readonly environment: EnvironmentLiteral;
  readonly bundles: Bundles;
  /** Where the runbook is read: alarms link to its headings. */
  readonly runbookUrl: string;
}

/**
 * MangaAssist in one environment. The stacks are split by lifecycle, and each knows those above it alone.
 * Not a `Stage` of the construct library: its stacks would be in a nested assembly, which `cdk deploy --all` does not see.
 */
export class MangaAssistStage {
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly messaging: MessagingStack;
  readonly orchestrator: OrchestratorStack;
  readonly api: ApiStack;
  readonly enrichment: EnrichmentStack;
  readonly observability: ObservabilityStack;

  constructor(app: App, { environment, bundles, runbookUrl }: MangaAssistStageProps) {
    const code = { environment, bundles };
    const network = new NetworkStack(app, 'network', { environment });
    const data = new DataStack(app, 'data', { environment, network });
    const messaging = new MessagingStack(app, 'messaging', { environment });
    const orchestrator = new OrchestratorStack(app, 'orchestrator', { ...code, network, data, messaging });
    const api = new ApiStack(app, 'api', { ...code, network, data, messaging, orchestrator });
    const enrichment = new EnrichmentStack(app, 'enrichment', { ...code, data, messaging });
    this.observability = new ObservabilityStack(app, 'observability', {
      environment,
      runbookUrl,
      messaging,
      orchestrator,
      api,
      enrichment,
    });
    this.api = api;
    this.enrichment = enrichment;
    this.network = network;
    this.data = data;
    this.messaging = messaging;
    this.orchestrator = orchestrator;
  }
}
