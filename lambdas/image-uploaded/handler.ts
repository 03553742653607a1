import { SQSClient } from '@aws-sdk/client-sqs';
import { readEnvironment } from '../../core/config/read-environment';
import { sendJob } from '../../core/deferred/send-jobs';
import { queueModeration } from './queue-moderation';

const environment = readEnvironment('imageUploaded', process.env);
const sqs = new SQSClient();

/** Called by EventBridge for every object that is created below `uploads/`. */
export const handler = queueModeration({
  send: (job) => sendJob(sqs, environment.DEFERRED_QUEUE_URL, job),
  now: Date.now,
});
