import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Characters from which on a text is compressed before it is sealed: rows of Tables hold 1 MiB, and long texts are mostly words. */
const long = 2048;

/** The mark at the end of what was compressed. */
const compressed = 'z';

/** AES-256-GCM for what is kept at rest: tokens, drafts, inputs of operations. */
export interface Cipher {
  /**
   * @param about what the text belongs to, e.g. 'draft:<tenant>.<user>'; sealed text opens only with the same
   */
  seal(text: string, about: string): string;
  /** Throws when the text was changed, belongs to something else, or its key is gone. */
  open(sealed: string, about: string): string;
}

/** @param keys newest first: the first seals, all open, so that keys can be changed while old text remains */
export function createCipher(keys: { id: string; key: Buffer }[]): Cipher {
  const newest = keys[0];
  if (!newest) throw new Error('no encryption key');
  return {
    seal(text, about) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', newest.key, iv).setAAD(Buffer.from(about));
      const small = text.length < long;
      const sealed = Buffer.concat([cipher.update(small ? text : deflateRawSync(text)), cipher.final()]);
      return [
        newest.id,
        iv.toString('base64url'),
        cipher.getAuthTag().toString('base64url'),
        sealed.toString('base64url'),
        ...(small ? [] : [compressed]),
      ].join('.');
    },
    open(sealedText, about) {
      const [id, iv = '', tag = '', sealed = '', form] = sealedText.split('.');
      const found = keys.find((k) => k.id === id);
      if (!found) throw new Error(`encryption key "${id}" is not configured`);
      const decipher = createDecipheriv('aes-256-gcm', found.key, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
        .setAAD(Buffer.from(about))
        .setAuthTag(Buffer.from(tag, 'base64url'));
      const opened = Buffer.concat([decipher.update(Buffer.from(sealed, 'base64url')), decipher.final()]);
      return (form === compressed ? inflateRawSync(opened) : opened).toString('utf8');
    },
  };
}
