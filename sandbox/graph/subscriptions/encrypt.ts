import { constants, createCipheriv, createHmac, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto';
import { invalidRequest } from './faults.ts';

/** https://learn.microsoft.com/graph/change-notifications-with-resource-data#managing-encryption-keys */
const [leastBits, mostBits] = [2048, 4096];

/**
 * The certificate that resource data is encrypted for.
 * @param base64 X.509, with the public key alone
 * @throws GraphFailure 400 for what is no certificate, or one without an RSA key of 2,048 to 4,096 bits
 */
export function readCertificate(base64: string): X509Certificate {
  const certificate = parse(base64);
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate?.publicKey ?? {};
  const bits = asymmetricKeyDetails?.modulusLength ?? 0;
  if (certificate && asymmetricKeyType === 'rsa' && bits >= leastBits && bits <= mostBits) return certificate;
  throw invalidRequest(
    certificate
      ? `The certificate's key must be an RSA key of ${leastBits} to ${mostBits} bits.`
      : "The value of 'encryptionCertificate' is not a base64-encoded X.509 certificate.",
  );
}

function parse(base64: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}

/** changeNotificationEncryptedContent */
export interface EncryptedContent {
  data: string;
  dataKey: string;
  dataSignature: string;
  encryptionCertificateId: string;
  encryptionCertificateThumbprint: string;
}

/**
 * Resource data for those who have the private key: a symmetric key that is used once, encrypted with OAEP; under it the data in
 * AES-256-CBC, whose initialization vector is the first 16 bytes of the key, and the HMAC-SHA256 of the encrypted bytes.
 * @see https://learn.microsoft.com/graph/change-notifications-with-resource-data#decrypting-resource-data
 */
export function encrypt(resource: object, base64: string, encryptionCertificateId: string): EncryptedContent {
  const certificate = readCertificate(base64);
  const key = randomBytes(32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  const data = Buffer.concat([cipher.update(JSON.stringify(resource), 'utf8'), cipher.final()]);
  return {
    data: data.toString('base64'),
    dataKey: publicEncrypt(
      { key: certificate.publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
      key,
    ).toString('base64'),
    dataSignature: createHmac('sha256', key).update(data).digest('base64'),
    encryptionCertificateId,
    encryptionCertificateThumbprint: certificate.fingerprint.replaceAll(':', ''),
  };
}
