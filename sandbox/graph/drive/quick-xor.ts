/** Bytes after which the hash's shift of 11 bits has gone round its 160 bits a whole number of times. */
const period = 160;
const shift = 11;
const bits = 160;

export interface QuickXor {
  update(chunk: Uint8Array): void;
  /** base64, as in `file.hashes.quickXorHash`. */
  digest(): string;
}

/**
 * OneDrive's hash: byte i is xored in at bit 11·i of 160, the length into the last 8 bytes. Bytes that are a period apart
 * fall on the same bits, so they are xored among themselves first, and placed once at the end.
 * @see https://learn.microsoft.com/onedrive/developer/code-snippets/quickxorhash
 */
export function createQuickXor(): QuickXor {
  const columns = new Uint8Array(period);
  let length = 0;
  let column = 0;
  return {
    update(chunk) {
      for (let i = 0; i < chunk.length; i++) {
        columns[column] = columns[column]! ^ chunk[i]!;
        if (++column === period) column = 0;
      }
      length += chunk.length;
    },
    digest() {
      const hash = Buffer.alloc(bits / 8);
      for (let i = 0; i < period; i++) {
        const at = (i * shift) % bits;
        // A byte that is not on a byte's boundary reaches into the next one.
        const spread = columns[i]! << (at % 8);
        const first = at >> 3;
        const second = (first + 1) % hash.length;
        hash[first] = hash[first]! ^ (spread & 0xff);
        hash[second] = hash[second]! ^ (spread >> 8);
      }
      const size = Buffer.alloc(8);
      size.writeBigUInt64LE(BigInt(length));
      for (let i = 0; i < 8; i++) hash[12 + i] = hash[12 + i]! ^ size[i]!;
      return hash.toString('base64');
    },
  };
}

export function quickXorOf(content: Uint8Array): string {
  const hash = createQuickXor();
  hash.update(content);
  return hash.digest();
}
