/** Errors of Bedrock and their HTTP status, as in the service's API model. */
export const awsErrorStatus = {
  ValidationException: 400,
  ServiceQuotaExceededException: 400,
  AccessDeniedException: 403,
  UnrecognizedClientException: 403,
  ExpiredTokenException: 403,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  ResourceNotFoundException: 404,
  UnknownOperationException: 404,
  ModelTimeoutException: 408,
  ConflictException: 409,
  ModelErrorException: 424,
  ModelStreamErrorException: 424,
  ThrottlingException: 429,
  ModelNotReadyException: 429,
  InternalServerException: 500,
  ServiceUnavailableException: 503,
} as const;

export type AwsErrorName = keyof typeof awsErrorStatus;

export const isAwsErrorName = (name: string): name is AwsErrorName => Object.hasOwn(awsErrorStatus, name);

/** A refusal that is sent to the caller as AWS sends it. */
export class AwsError extends Error {
  override readonly name: AwsErrorName;
  readonly retryAfterSeconds: number | undefined;

  constructor(name: AwsErrorName, message: string, retryAfterSeconds?: number) {
    super(message);
    this.name = name;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export const validationError = (message: string): AwsError => new AwsError('ValidationException', message);
