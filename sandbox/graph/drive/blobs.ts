import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { seedContent } from '../../tenant/seed/files-content.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { Content } from './model.ts';
import { createQuickXor } from './quick-xor.ts';

export interface Written {
  blob: string;
  /** Bytes. */
  size: number;
  quickXorHash: string;
}

/** The bytes of files: one file on disk for each, so that neither memory nor the snapshot carries them. */
export interface Blobs {
  /** @throws what `limit` throws when more bytes come than it allows; nothing is kept then */
  write(source: Readable, limit: (size: number) => void): Promise<Written>;
  /** An empty one, to append to. */
  create(): string;
  /**
   * Appends at `offset`; whatever comes when the source breaks off is taken back.
   * @returns bytes that the blob has then
   */
  append(blob: string, offset: number, source: Readable): Promise<number>;
  hash(blob: string): Promise<string>;
  /** @param range first and last byte, both included */
  read(content: Content | undefined, range?: { start: number; end: number }): Readable;
  /** All of it at once, for what is small. */
  bytes(content: Content | undefined): Buffer;
  delete(content: Content | undefined): Promise<void>;
}

const opened = new WeakMap<Tenant, { blobs: Blobs; folder: () => string | undefined }>();

/**
 * Opens the blobs of a tenant.
 * @param dataDir where they outlive a restart; absent = in a folder for as long as the sandbox runs, made when it is needed
 * @returns what is to be done at the end
 */
export function openBlobs(tenant: Tenant, dataDir?: string): () => Promise<void> {
  let folder = dataDir === undefined ? undefined : join(dataDir, 'files');
  if (folder) mkdirSync(folder, { recursive: true });
  const home = () => {
    folder ??= mkdtempSync(join(tmpdir(), 'aide-files-'));
    return folder;
  };
  opened.set(tenant, { blobs: createBlobs(home), folder: () => folder });
  const stop = tenant.onReset(() => {
    if (!folder) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  });
  return async () => {
    stop();
    opened.delete(tenant);
    if (folder && dataDir === undefined) await rm(folder, { recursive: true, force: true });
  };
}

export function blobsOf(tenant: Tenant): Blobs {
  const found = opened.get(tenant);
  if (!found) throw new Error('the blobs of this tenant are not open');
  return found.blobs;
}

function createBlobs(home: () => string): Blobs {
  const pathOf = (blob: string) => join(home(), blob);
  return {
    async write(source, limit) {
      const blob = randomUUID();
      const hash = createQuickXor();
      let size = 0;
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length;
          try {
            limit(size);
            hash.update(chunk);
            done(null, chunk);
          } catch (error) {
            done(error as Error);
          }
        },
      });
      try {
        await pipeline(source, measure, createWriteStream(pathOf(blob)));
      } catch (error) {
        await rm(pathOf(blob), { force: true });
        throw error;
      }
      return { blob, size, quickXorHash: hash.digest() };
    },
    create: () => randomUUID(),
    async append(blob, offset, source) {
      const path = pathOf(blob);
      try {
        await pipeline(source, createWriteStream(path, { flags: offset === 0 ? 'w' : 'r+', start: offset }));
      } catch (error) {
        await truncate(path, offset).catch(() => undefined);
        throw error;
      }
      return (await stat(path)).size;
    },
    async hash(blob) {
      const hash = createQuickXor();
      for await (const chunk of createReadStream(pathOf(blob))) hash.update(chunk as Buffer);
      return hash.digest();
    },
    read(content, range) {
      if (content && 'blob' in content) return createReadStream(pathOf(content.blob), range);
      const bytes = content ? seedContent(content.seed) : Buffer.alloc(0);
      return Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]);
    },
    bytes(content) {
      if (content && 'blob' in content) return readFileSync(pathOf(content.blob));
      return content ? seedContent(content.seed) : Buffer.alloc(0);
    },
    async delete(content) {
      if (content && 'blob' in content) await rm(pathOf(content.blob), { force: true });
    },
  };
}
