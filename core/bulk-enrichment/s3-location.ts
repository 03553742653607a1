/** An object or a prefix of S3. */
export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

export const s3Uri = ({ bucket, key }: S3Location): string => `s3://${bucket}/${key}`;

/** The bucket and key of an `s3://` URI; undefined: it is none. */
export const parseS3Uri = (uri: string): S3Location | undefined => {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.*)$/.exec(uri) ?? [];
  return bucket === undefined || key === undefined ? undefined : { bucket, key };
};
