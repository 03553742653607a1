import {
  chatRequestSchema,
  defaultLanguage,
  type Language,
  requestIdPattern,
} from '../../contracts/chat-request';

const languages: readonly string[] = chatRequestSchema.properties.data.properties.preferredLanguage.enum;
const requestIds = new RegExp(requestIdPattern);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && languages.includes(value);

/** What an error reply needs of a request, also of one that is not valid: its id, if it has a usable one, and its language. */
export const identifyRequest = (
  request: unknown,
): { readonly requestId?: string; readonly language: Language } => {
  if (!isRecord(request)) return { language: defaultLanguage };
  const { requestId, data } = request;
  const language = isRecord(data) ? data['preferredLanguage'] : undefined;
  return {
    language: isLanguage(language) ? language : defaultLanguage,
    ...(typeof requestId === 'string' && requestIds.test(requestId) && { requestId }),
  };
};
