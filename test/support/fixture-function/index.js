/** A function for the tests of the local Lambda host: what it does is in the message. */
exports.handler = async (event, context) => {
  if (event.ask === 'context')
    return { name: context.functionName, left: context.getRemainingTimeInMillis() };
  if (event.ask === 'throw') throw new RangeError('as asked');
  if (event.ask === 'never') return new Promise(() => setInterval(() => undefined, 1000));
  if (event.ask === 'spin') for (;;);
  if (event.ask === 'crash') process.exit(3);
  if (!Array.isArray(event.Records)) return undefined;
  const batchItemFailures = [];
  for (const { messageId, body, attributes } of event.Records) {
    const { fate, receives = 1 } = JSON.parse(body);
    const received = Number(attributes.ApproximateReceiveCount);
    if (fate === 'crash' && received <= receives) process.kill(process.pid, 'SIGKILL');
    if (fate === 'fail') batchItemFailures.push({ itemIdentifier: messageId });
  }
  return { batchItemFailures };
};
