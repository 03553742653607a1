import { isModelKey, type ModelDescription, type ModelKey, modelCatalog } from './model-catalog';

/** Days before its end of life from which a model is warned of. */
export const endOfLifeWarningDays = 90;

/** Whether a model may be used on a day. Messages are an operator's: they say what to do. */
export type ModelStanding =
  | { readonly state: 'usable'; readonly model: ModelKey }
  | {
      readonly state: 'warning';
      readonly model: ModelKey;
      readonly message: string;
      readonly daysLeft?: number;
    }
  | { readonly state: 'refused'; readonly message: string; readonly successor?: ModelKey };

type Catalog = Readonly<Record<string, ModelDescription>>;

const dayMs = 24 * 3600 * 1000;

const daysUntil = (day: string, today: Date): number =>
  Math.ceil((Date.parse(`${day}T00:00:00Z`) - today.getTime()) / dayMs);

const isGone = (model: ModelDescription, today: Date): boolean =>
  model.lifecycle.endOfLife === undefined
    ? model.lifecycle.state === 'end-of-life'
    : daysUntil(model.lifecycle.endOfLife, today) <= 0;

/** The first successor that is not itself past its end of life; a cycle has none. */
const livingSuccessor = (model: ModelDescription, today: Date, catalog: Catalog): ModelKey | undefined => {
  const seen = new Set<string>();
  for (let key = model.successor; key !== undefined && !seen.has(key); ) {
    seen.add(key);
    const successor = catalog[key];
    if (successor === undefined) return undefined;
    if (!isGone(successor, today)) return key;
    key = successor.successor;
  }
  return undefined;
};

const advice = (successor: ModelKey | undefined): string =>
  successor === undefined ? 'choose another model of the catalogue' : `use ${successor} in its place`;

/**
 * Whether the model `key` may be used on the day `today`: refused when it is unknown or past its end of life,
 * with a warning within {@link endOfLifeWarningDays} days of it or when it is Legacy without a date. Bedrock refuses
 * a retired model with a `ValidationException` that names neither the reason nor a successor; this does both.
 */
export const checkModel = (key: string, today: Date, catalog: Catalog = modelCatalog): ModelStanding => {
  const model = catalog[key];
  if (!isModelKey(key) || model === undefined) {
    return {
      state: 'refused',
      message: `Model "${key}" is unknown: use one of ${Object.keys(catalog).join(', ')}.`,
    };
  }
  const { endOfLife, state } = model.lifecycle;
  const successor = livingSuccessor(model, today, catalog);
  if (isGone(model, today)) {
    const since = endOfLife === undefined ? '' : ` since ${endOfLife}`;
    return {
      state: 'refused',
      message: `Model ${key} is past its end of life on Bedrock${since}: ${advice(successor)}.`,
      ...(successor === undefined ? {} : { successor }),
    };
  }
  if (endOfLife !== undefined) {
    const daysLeft = daysUntil(endOfLife, today);
    if (daysLeft > endOfLifeWarningDays) return { state: 'usable', model: key };
    const message = `Model ${key} reaches its end of life on ${endOfLife}, in ${daysLeft} days: ${advice(successor)}.`;
    return { state: 'warning', model: key, message, daysLeft };
  }
  if (state === 'legacy') {
    return {
      state: 'warning',
      model: key,
      message: `Model ${key} is Legacy on Bedrock: ${advice(successor)}.`,
    };
  }
  return { state: 'usable', model: key };
};
