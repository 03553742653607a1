import { runService } from './run-service';
import { startOrchestrator } from './start-orchestrator';

runService('orchestrator', 'orchestrator', startOrchestrator);
