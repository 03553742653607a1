import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tableName } from '../../../contracts/tables';
import { dynamoCatalog } from '../../../core/catalog/dynamo-catalog';
import type { AnswerJobDependencies } from '../../../core/deferred/answer-job';
import { createAnswerJob } from '../../../core/deferred/answer-job';
import { createJobHandler } from '../../../core/deferred/handle-job';
import { createJobModel, type JobModelDependencies } from '../../../core/deferred/job-model';
import { JobRefusedError } from '../../../core/deferred/job-refused-error';
import { createModerationJob } from '../../../core/deferred/moderation-job';
import type { HandleJob } from '../../../core/deferred/process-message';
import { createRecommendationJob } from '../../../core/deferred/recommendation-job';
import { createS3UploadStore } from '../../../core/deferred/s3-upload-store';
import { createSynopsisJob } from '../../../core/deferred/synopsis-job';
import { dynamoRecommendations } from '../../../core/recommendations/dynamo-recommendation-store';
import type { CatalogSearch } from '../../../core/retrieval/catalog-search';

export interface JobHandlerParts extends JobModelDependencies, Omit<AnswerJobDependencies, 'now'> {
  readonly environment: string;
  readonly documents: DynamoDBDocumentClient;
  readonly s3: S3Client;
  /** Undefined: there is no index in this environment. */
  readonly search: CatalogSearch | undefined;
}

/** Recommendations need neighbours, and neighbours an index. */
const noIndex: Pick<CatalogSearch, 'search'> = {
  search: () =>
    Promise.reject(
      new JobRefusedError('NO_INDEX', 'This environment has no search index: nothing can be recommended.'),
    ),
};

/** The work of every kind of deferred job, on the real services. */
export const createJobHandlers = (parts: JobHandlerParts): HandleJob => {
  const { environment, documents, s3, search, now } = parts;
  const catalog = dynamoCatalog({ documents, table: tableName(environment, 'catalog') });
  const recommendations = dynamoRecommendations({
    documents,
    table: tableName(environment, 'recommendations'),
  });
  const find = (catalogIds: readonly string[]) => catalog.getMany(catalogIds);
  const ask = createJobModel(parts);
  const answer = createAnswerJob(parts);
  return createJobHandler({
    synopsis: createSynopsisJob({ find, ask }),
    recommendation: createRecommendationJob({
      find,
      search: search ?? noIndex,
      ask,
      save: (found) => recommendations.save(found),
      now,
    }),
    moderation: createModerationJob({ uploads: createS3UploadStore(s3), ask }),
    answer,
  });
};
