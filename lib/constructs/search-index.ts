import type { CfnIndex } from 'aws-cdk-lib/aws-opensearchserverless';
import { searchIndexBody, searchIndexName } from '../../contracts/search-index';

export { searchIndexName };

type PropertyMapping = CfnIndex.PropertyMappingProperty;

interface FieldMapping {
  readonly type: string;
  readonly index?: boolean;
  readonly dimension?: number;
  readonly method?: {
    readonly name: string;
    readonly engine: string;
    readonly space_type: string;
    readonly parameters: { readonly m: number; readonly ef_construction: number };
  };
}

const toCloudFormation = ({ type, index, dimension, method }: FieldMapping): PropertyMapping => ({
  type,
  ...(index === undefined ? {} : { index }),
  ...(dimension === undefined ? {} : { dimension }),
  ...(method === undefined
    ? {}
    : {
        method: {
          name: method.name,
          engine: method.engine,
          spaceType: method.space_type,
          parameters: { m: method.parameters.m, efConstruction: method.parameters.ef_construction },
        },
      }),
});

const fields: Readonly<Record<string, FieldMapping>> = searchIndexBody.mappings.properties;

/** Types that `AWS::OpenSearchServerless::Index` knows; a field of another gets its type from its first document. */
const knownTypes: readonly string[] = ['text', 'knn_vector', 'keyword', 'integer'];

/** The index of `contracts/search-index.ts` in CloudFormation's spelling. */
export const searchIndexMappings: CfnIndex.MappingsProperty = {
  properties: Object.fromEntries(
    Object.entries(fields)
      .filter(([, { type }]) => knownTypes.includes(type))
      .map(([name, field]) => [name, toCloudFormation(field)]),
  ),
};

export const searchIndexSettings: CfnIndex.IndexSettingsProperty = {
  index: { knn: searchIndexBody.settings.index.knn },
};
