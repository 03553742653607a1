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

/** The index of `contracts/search-index.ts` in CloudFormation's spelling. */
export const searchIndexMappings: CfnIndex.MappingsProperty = {
  properties: Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, toCloudFormation(field)]),
  ),
};

export const searchIndexSettings: CfnIndex.IndexSettingsProperty = {
  index: { knn: searchIndexBody.settings.index.knn },
};
