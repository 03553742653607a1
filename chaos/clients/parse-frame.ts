import { type FrameType, frameSchemas } from '../../contracts/frame-schemas';
import type { SocketFrame } from '../../contracts/socket-frames';
import { createValidator, type Validator } from '../../core/json-schema/create-validator';

const frame = (type: FrameType): Validator<SocketFrame> => createValidator(frameSchemas[type], type);

const validators: Readonly<Record<FrameType, Validator<SocketFrame>>> = {
  start: frame('start'),
  delta: frame('delta'),
  end: frame('end'),
  history: frame('history'),
  cleared: frame('cleared'),
  deferred: frame('deferred'),
  pong: frame('pong'),
  error: frame('error'),
};

const isFrameType = (name: unknown): name is FrameType =>
  typeof name === 'string' && Object.hasOwn(validators, name);

const typeOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;

/** A frame as the API documents describe it; throws for any other. */
export const parseFrame = (text: string): SocketFrame => {
  const value: unknown = JSON.parse(text);
  const type = typeOf(value);
  if (!isFrameType(type)) throw new Error(`A frame that is not documented: ${text.slice(0, 200)}`);
  const checked = validators[type](value);
  if (checked.ok) return checked.value;
  const [detail] = checked.details;
  throw new Error(`A frame that breaks its schema: ${detail?.field} ${detail?.problem}`);
};
