import type { CallLog } from '../calls/call-log';
import type { FaultBoard } from '../faults/fault-board';
import type { PromptCache } from '../messages/prompt-cache';
import type { ResolvedModel, ResolveModel } from '../models/resolve-model';
import type { SettingsHolder } from '../settings';

/** What every handler of the stand-in works with. */
export interface StandIn {
  readonly resolveModel: ResolveModel;
  /** The model of an id, whether it may be called or not. */
  readonly knownModel: (modelId: string) => ResolvedModel | undefined;
  readonly faults: FaultBoard;
  readonly calls: CallLog;
  readonly promptCache: PromptCache;
  readonly settings: SettingsHolder;
  readonly now: () => number;
  readonly random: () => number;
}
