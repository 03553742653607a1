import { validationError } from '../aws-error';
import { isRecord } from '../is-record';
import { countTokens } from '../messages/token-pieces';
import { embedText } from './embed-text';

const maxCharacters = 50_000;
const maxTokens = 8192;
const dimensionsOffered: readonly unknown[] = [256, 512, 1024];
const knownFields = new Set(['inputText', 'dimensions', 'normalize', 'embeddingTypes']);

export interface TitanEmbedding {
  readonly embedding: readonly number[];
  readonly inputTextTokenCount: number;
}

const malformed = (problem: string): Error =>
  validationError(`Malformed input request: ${problem}, please reformat your input and try again.`);

/** Answers as Titan Text Embeddings V2 does (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html). */
export const titanEmbedding = (body: unknown): TitanEmbedding => {
  if (!isRecord(body)) throw malformed('#: expected an object');
  const extra = Object.keys(body).find((field) => !knownFields.has(field));
  if (extra !== undefined) throw malformed(`#: extraneous key [${extra}] is not permitted`);
  const { inputText, dimensions = 1024, normalize = true } = body;
  if (inputText === undefined) throw malformed('#: required key [inputText] not found');
  if (typeof inputText !== 'string') throw malformed('#/inputText: expected type: String');
  if (inputText === '') throw malformed('#/inputText: expected minLength: 1, actual: 0');
  if (inputText.length > maxCharacters) {
    throw malformed(`#/inputText: expected maxLength: ${maxCharacters}, actual: ${inputText.length}`);
  }
  if (typeof dimensions !== 'number' || !dimensionsOffered.includes(dimensions)) {
    throw malformed('#/dimensions: 256, 512 or 1024 is expected');
  }
  if (typeof normalize !== 'boolean') throw malformed('#/normalize: expected type: Boolean');
  const tokens = countTokens(inputText);
  if (tokens > maxTokens) {
    throw validationError(
      `Too many input tokens. Max input tokens: ${maxTokens}, request input token count: ${tokens}`,
    );
  }
  return { embedding: embedText(inputText, dimensions, normalize), inputTextTokenCount: tokens };
};
