import { isAwsErrorName } from '../aws-error';
import { isRecord } from '../is-record';
import { type Fault, type FaultKind, type Faults, faultKinds } from './fault';

/** A fault that cannot be set: the message names the field and what it may be. */
export class InvalidFault extends Error {
  override readonly name = 'InvalidFault';
}

const isFaultKind = (value: unknown): value is FaultKind => faultKinds.some((kind) => kind === value);

const numberFields = {
  probability: { minimum: 0, maximum: 1, integer: false },
  afterTokens: { minimum: 0, maximum: 100_000, integer: true },
  delayMs: { minimum: 0, maximum: 600_000, integer: true },
  retryAfterSeconds: { minimum: 0, maximum: 3600, integer: true },
  times: { minimum: 1, maximum: 1_000_000, integer: true },
} as const;

type NumberField = keyof typeof numberFields;

const isNumberField = (name: string): name is NumberField => Object.hasOwn(numberFields, name);

const parseNumber = (field: string, name: NumberField, value: unknown): number => {
  const { minimum, maximum, integer } = numberFields[name];
  const fits = typeof value === 'number' && value >= minimum && value <= maximum;
  if (!fits || (integer && !Number.isInteger(value))) {
    throw new InvalidFault(
      `${field}.${name} must be ${integer ? 'an integer' : 'a number'} from ${minimum} to ${maximum}.`,
    );
  }
  return value;
};

const parseField = (field: string, name: string, value: unknown): Partial<Fault> => {
  if (isNumberField(name)) return { [name]: parseNumber(field, name, value) };
  if (name === 'model') {
    if (typeof value === 'string' && value !== '') return { model: value };
    throw new InvalidFault(`${field}.model must be a model's key or id.`);
  }
  if (name === 'error') {
    if (typeof value === 'string' && isAwsErrorName(value)) return { error: value };
    throw new InvalidFault(
      `${field}.error must be the name of a Bedrock error, such as ModelTimeoutException.`,
    );
  }
  throw new InvalidFault(
    `${field}.${name} is not known. A fault has kind, model, error, times and ${Object.keys(numberFields).slice(0, 4).join(', ')}.`,
  );
};

const parseFault = (field: string, value: unknown): Fault => {
  if (!isRecord(value)) throw new InvalidFault(`${field} must be an object with a kind.`);
  const { kind, ...rest } = value;
  if (!isFaultKind(kind)) throw new InvalidFault(`${field}.kind must be one of ${faultKinds.join(', ')}.`);
  return Object.entries(rest).reduce<Fault>(
    (fault, [name, content]) => ({ ...fault, ...parseField(field, name, content) }),
    { kind },
  );
};

/** Reads `{"us-east-1": fault or [faults]}`; throws an InvalidFault that names the field. */
export const parseFaults = (value: unknown): Faults => {
  if (!isRecord(value)) throw new InvalidFault('The body must be an object of faults by region.');
  return Object.fromEntries(
    Object.entries(value).map(([region, content]) => {
      if (region !== '*' && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
        throw new InvalidFault(`${region} is not a region: use a name such as us-east-1, or * for all.`);
      }
      const list: readonly unknown[] = Array.isArray(content) ? content : [content];
      return [
        region,
        list.map((fault, index) =>
          parseFault(Array.isArray(content) ? `${region}[${index}]` : region, fault),
        ),
      ];
    }),
  );
};
