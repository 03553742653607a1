import type { Context } from 'aws-lambda';
import type { Now } from '../../core/clock';
import { localAccount, localRegion } from '../local-environment';

/** The context object that Lambda gives to a handler. */
export const functionContext = (name: string, requestId: string, deadline: number, now: Now): Context => ({
  callbackWaitsForEmptyEventLoop: false,
  functionName: name,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:${localRegion}:${localAccount}:function:${name}`,
  memoryLimitInMB: '512',
  awsRequestId: requestId,
  logGroupName: `/aws/lambda/${name}`,
  logStreamName: `local/${process.pid}`,
  getRemainingTimeInMillis: () => Math.max(0, deadline - now()),
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
});
