import { AwsError, validationError } from '../aws-error';
import { describeJob } from '../batch/batch-job';
import type { BatchJobs } from '../batch/batch-jobs';
import { parseBatchOrder } from '../batch/parse-batch-order';
import type { StandInCatalog } from '../models/resolve-model';
import { parseJsonBody } from '../runtime/parse-json-body';
import type { StandIn } from '../runtime/stand-in';
import { foundationModelsIn, profilesIn } from './describe-models';

export interface ControlPlane {
  readonly standIn: StandIn;
  readonly catalog: StandInCatalog;
  readonly jobs: BatchJobs;
}

interface ControlRequest {
  readonly region: string;
  /** What the path names, decoded. */
  readonly name: string;
  readonly query: URLSearchParams;
  readonly body: () => Promise<Buffer>;
}

type Route = (plane: ControlPlane, request: ControlRequest) => unknown;

const lastOfArn = (identifier: string): string => identifier.split('/').at(-1) ?? identifier;

const findModel: (plane: ControlPlane, request: ControlRequest) => { modelId: string } = (
  { catalog, standIn },
  { name, region },
) => {
  const model = foundationModelsIn(catalog, region, standIn.now()).find(
    ({ modelId }) => modelId === lastOfArn(name),
  );
  if (model === undefined) throw validationError('The provided model identifier is invalid.');
  return model;
};

const availability: Route = (plane, request) => {
  const { modelId } = findModel(plane, request);
  const model = plane.standIn.knownModel(modelId);
  const denied = plane.standIn.faults.isDenied({ region: request.region, modelId, model });
  return {
    modelId,
    agreementAvailability: { status: 'AVAILABLE' },
    authorizationStatus: denied ? 'NOT_AUTHORIZED' : 'AUTHORIZED',
    entitlementAvailability: 'AVAILABLE',
    regionAvailability: 'AVAILABLE',
  };
};

const getProfile: Route = ({ catalog, standIn }, { name, region }) => {
  const profile = profilesIn(catalog, region, standIn.now()).find(
    ({ inferenceProfileId }) => inferenceProfileId === lastOfArn(name),
  );
  if (profile === undefined) {
    throw new AwsError(
      'ResourceNotFoundException',
      `The inference profile ${name} was not found in ${region}.`,
    );
  }
  return profile;
};

const createJob: Route = async ({ jobs }, { region, body }) => ({
  jobArn: jobs.create(parseBatchOrder(parseJsonBody(await body())), region).arn,
});

const listJobs: Route = ({ jobs }, { query }) => {
  const status = query.get('statusEquals');
  return {
    invocationJobSummaries: jobs
      .list()
      .filter((job) => status === null || job.status === status)
      .map(describeJob)
      .toReversed(),
  };
};

const routes: Readonly<Record<string, Route>> = {
  'GET /foundation-models': ({ catalog, standIn }, { region }) => ({
    modelSummaries: foundationModelsIn(catalog, region, standIn.now()),
  }),
  'GET /foundation-models/*': (plane, request) => ({ modelDetails: findModel(plane, request) }),
  'GET /foundation-model-availability/*': availability,
  'GET /inference-profiles': ({ catalog, standIn }, { region, query }) => ({
    inferenceProfileSummaries:
      query.get('type') === 'APPLICATION' ? [] : profilesIn(catalog, region, standIn.now()),
  }),
  'GET /inference-profiles/*': getProfile,
  'POST /model-invocation-job': createJob,
  'GET /model-invocation-jobs': listJobs,
  'GET /model-invocation-job/*': ({ jobs }, { name }) => describeJob(jobs.get(name)),
  'POST /model-invocation-job/*/stop': ({ jobs }, { name }) => {
    jobs.stop(name);
    return {};
  },
};

/** The route of a request of Bedrock's control plane, and what its path names; undefined: it is none. */
export const findControlRoute = (
  method: string,
  path: string,
): { readonly answer: Route; readonly name: string } | undefined => {
  const [, resource = '', name, ...rest] = path.split('/');
  const pattern = ['', resource, ...(name === undefined ? [] : ['*']), ...rest].join('/');
  const answer = routes[`${method} ${pattern}`];
  return answer === undefined ? undefined : { answer, name: decodeURIComponent(name ?? '') };
};
