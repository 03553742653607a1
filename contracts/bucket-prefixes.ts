/** Objects of Bedrock's batch jobs, input and output, in the uploads bucket. */
export const batchPrefix = 'batch/';
/** Objects that customers and the shop upload. */
export const uploadsPrefix = 'uploads/';
