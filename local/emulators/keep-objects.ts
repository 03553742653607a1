import type { S3Store } from './load-fauxqs';
import { objectFolder } from './object-folder';

/** An object that has just been put. */
export interface CreatedObject {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
  readonly size: number;
}

/**
 * Fills a bucket of the emulator from a folder, keeps later changes there, and tells of each object that is put.
 * Without a folder it only tells. Uploads in parts are kept when they are complete.
 */
export const keepObjects = (
  store: S3Store,
  bucket: string,
  options: { readonly folder?: string; readonly onCreated?: (object: CreatedObject) => void },
): void => {
  const folder = options.folder === undefined ? undefined : objectFolder(options.folder);
  for (const { key, body, contentType, metadata } of folder?.load() ?? [])
    store.putObject(bucket, key, body, contentType, metadata);

  const putObject = store.putObject.bind(store);
  const deleteObject = store.deleteObject.bind(store);
  const createMultipartUpload = store.createMultipartUpload.bind(store);
  const completeMultipartUpload = store.completeMultipartUpload.bind(store);
  const uploads = new Set<string>();
  const created = (object: ReturnType<S3Store['putObject']>): typeof object => {
    const { key, body, contentType, metadata, etag, contentLength } = object;
    folder?.save({ key, body, contentType, metadata });
    options.onCreated?.({ bucket, key, etag: etag.replaceAll('"', ''), size: contentLength });
    return object;
  };

  store.putObject = (name, ...object) => {
    const put = putObject(name, ...object);
    return name === bucket ? created(put) : put;
  };
  store.deleteObject = (name, key) => {
    deleteObject(name, key);
    if (name === bucket) folder?.remove(key);
  };
  store.createMultipartUpload = (name, ...upload) => {
    const id = createMultipartUpload(name, ...upload);
    if (name === bucket) uploads.add(id);
    return id;
  };
  store.completeMultipartUpload = (id, parts) => {
    const complete = completeMultipartUpload(id, parts);
    return uploads.delete(id) ? created(complete) : complete;
  };
};
