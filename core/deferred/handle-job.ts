import type { DeferredJobOf } from '../../contracts/deferred-job';
import type { HandleJob } from './process-message';

/** The work of each kind. */
export interface JobHandlers {
  readonly synopsis: (job: DeferredJobOf<'synopsis'>, signal: AbortSignal) => Promise<unknown>;
  readonly recommendation: (job: DeferredJobOf<'recommendation'>, signal: AbortSignal) => Promise<unknown>;
  readonly moderation: (job: DeferredJobOf<'moderation'>, signal: AbortSignal) => Promise<unknown>;
  readonly answer: (job: DeferredJobOf<'answer'>, signal: AbortSignal) => Promise<unknown>;
}

/** Hands each job to the handler of its kind. */
export const createJobHandler =
  (handlers: JobHandlers): HandleJob =>
  (job, { signal }) => {
    switch (job.kind) {
      case 'synopsis':
        return handlers.synopsis(job, signal);
      case 'recommendation':
        return handlers.recommendation(job, signal);
      case 'moderation':
        return handlers.moderation(job, signal);
      case 'answer':
        return handlers.answer(job, signal);
    }
  };
