import type { StopReason } from './model-client';

const stopReasons: Readonly<Record<string, StopReason>> = {
  end_turn: 'end_turn',
  max_tokens: 'max_tokens',
  // The context is full: for the reader the same as the limit on tokens, the answer ends before its end.
  model_context_window_exceeded: 'max_tokens',
  stop_sequence: 'stop_sequence',
  refusal: 'refusal',
  tool_use: 'tool_use',
  pause_turn: 'pause_turn',
};

/** The reason by the name that the model gives; one that is new to us ends a turn like any other. */
export const stopReason = (name: string): StopReason => stopReasons[name] ?? 'end_turn';
