import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AideError } from '../errors.ts';
import type { Exchange } from './server.ts';

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  json: 'application/json',
};

export interface File {
  type: string;
  bytes: Buffer;
  /** Absent where it would not be smaller. */
  gzip?: Buffer;
}

/** Seconds that a file may be kept by browsers. Names of assets carry a hash of their content. */
const year = 31_536_000;

export const fileOf = (name: string, bytes: Buffer): File => {
  const gzip = gzipSync(bytes, { level: 9 });
  return {
    type: types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    bytes,
    ...(gzip.length < bytes.length ? { gzip } : {}),
  };
};

/** All files of a folder, in memory: a built page is small, and a path from outside is then a key and nothing else. */
export function readFolder(folder: string): Map<string, File> {
  const files = new Map<string, File>();
  if (!existsSync(folder)) return files;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(folder, path).replaceAll('\\', '/'), fileOf(entry.name, readFileSync(path)));
  }
  return files;
}

/** @param keep seconds; 0: the page names the others, so it is always asked for */
export function sendFile({ request, response }: Exchange, file: File, policy: string, keep = 0): void {
  response.setHeader('Content-Type', file.type);
  response.setHeader('Content-Security-Policy', policy);
  // A frame of another origin is where the page lives; who may frame it, the policy says.
  response.removeHeader('Cross-Origin-Opener-Policy');
  const kept = keep >= year ? `public, max-age=${year}, immutable` : `public, max-age=${keep}`;
  response.setHeader('Cache-Control', keep > 0 ? kept : 'no-store');
  response.setHeader('Vary', 'Accept-Encoding');
  const zipped = file.gzip && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (zipped) response.setHeader('Content-Encoding', 'gzip');
  response.writeHead(200);
  response.end(zipped ? file.gzip : file.bytes);
}

export const forGood = year;

export const noFile = () =>
  new AideError('not_found', { userMessage: 'There is no such file.', remedy: 'Load the page again.' });

export const notBuilt = () =>
  new AideError('unavailable', { userMessage: 'The page is not built.', remedy: 'Run npm start, which builds it.' });
