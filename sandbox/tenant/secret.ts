import { createHash } from 'node:crypto';

/** Client secrets are kept as their SHA-256, hex. */
export const secretHash = (secret: string) => createHash('sha256').update(secret).digest('hex');
