import { type Check, check } from '../../scenario';
import type { BatchReport } from '../fuzz-batch';

export const judgeBatches = (reports: readonly BatchReport[]): Check => {
  const sum = (of: (report: BatchReport) => number): number =>
    reports.reduce((all, report) => all + of(report), 0);
  const documents = sum((report) => report.documents);
  const findings = sum((report) => report.findings.length);
  return check(
    'one verdict from every gate, in the documented shape, no failure of ours',
    documents > 0 && findings === 0,
    `${sum(({ agreed }) => agreed)} of ${documents} documents agreed, ${sum(({ requests }) => requests)} raw requests, ${sum(({ connections }) => connections)} sockets of raw frames; ${findings} findings, ${sum(({ busy }) => busy)} answers asked for again`,
  );
};
