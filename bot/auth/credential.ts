import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  ConfidentialClientApplication,
  type ICachePlugin,
  LogLevel,
  ManagedIdentityApplication,
  type NodeAuthOptions,
} from '@azure/msal-node';
import type { Cloud } from '../clouds.ts';
import type { Credential } from '../config.ts';
import type { Logger } from '../log.ts';
import { addressesOf } from './addresses.ts';
import { createNetwork } from './network.ts';

/** How an app proves who it is, in msal's words. */
export type Proof = Pick<NodeAuthOptions, 'clientSecret' | 'clientCertificate' | 'clientAssertion'>;

/** A managed identity proves an app registration that trusts it (federated credential) with a token for this audience. */
const exchangeAudience = 'api://AzureADTokenExchange';

/**
 * Read once at start, not at each token: a certificate is a file.
 * @throws Error with a sentence when the certificate's file cannot be used
 */
export function proofOf(credential: Credential): Proof {
  switch (credential.kind) {
    case 'secret':
      return { clientSecret: credential.secret };
    case 'certificate':
      return { clientCertificate: readCertificate(credential.file) };
    case 'managedIdentity': {
      const identity = new ManagedIdentityApplication({
        managedIdentityIdParams: { userAssignedClientId: credential.clientId },
      });
      // A function, not a token: the identity's token lives for hours, this process for weeks. msal-node keeps it meanwhile.
      // https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
      return {
        clientAssertion: async () => (await identity.acquireToken({ resource: exchangeAudience })).accessToken,
      };
    }
  }
}

/**
 * Tokens for other services of Azure, by the managed identity itself: no key and no secret. The shape that Azure's clients take
 * (`TokenCredential`). msal-node keeps each token until shortly before its end.
 * @see https://learn.microsoft.com/entra/msal/javascript/node/managed-identity
 */
export function managedIdentityTokens(clientId: string): {
  getToken(scopes: string | string[]): Promise<{ token: string; expiresOnTimestamp: number }>;
} {
  const identity = new ManagedIdentityApplication({ managedIdentityIdParams: { userAssignedClientId: clientId } });
  return {
    async getToken(scopes) {
      const [scope = ''] = [scopes].flat();
      const resource = scope.replace(/\/\.default$/, '');
      const { accessToken, expiresOn } = await identity.acquireToken({ resource });
      return { token: accessToken, expiresOnTimestamp: expiresOn?.getTime() ?? Date.now() };
    },
  };
}

/** A PEM file with the private key and the certificate (the leaf first, its chain after it). */
function readCertificate(file: string): NonNullable<NodeAuthOptions['clientCertificate']> {
  const pem = readFileSync(file, 'utf8');
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (!certificates?.[0]) throw new Error(`AIDE_CLIENT_CERTIFICATE: ${file} holds no certificate (PEM).`);
  const leaf = new X509Certificate(certificates[0]);
  const key = createPrivateKey(pem);
  if (!leaf.checkPrivateKey(key))
    throw new Error(`AIDE_CLIENT_CERTIFICATE: the private key in ${file} is not the certificate's.`);
  return {
    thumbprintSha256: leaf.fingerprint256.replaceAll(':', ''),
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    // Sent along, so that a registration may trust the issuer and subject instead of one certificate.
    x5c: certificates.join('\n'),
  };
}

export interface ConfidentialClientOptions {
  cloud: Cloud;
  tenantId: string;
  clientId: string;
  credential: Credential | Proof;
  log: Logger;
  cachePlugin?: ICachePlugin;
  /** 'CP1': we can answer claims challenges, so tokens may be revoked at once (continuous access evaluation). */
  capabilities?: string[];
}

/** msal's client for one app in one tenant. Cheap: no request is made before a token is asked for. */
export function createConfidentialClient(options: ConfidentialClientOptions): ConfidentialClientApplication {
  const { cloud, tenantId, clientId, credential, log, cachePlugin, capabilities } = options;
  return new ConfidentialClientApplication({
    auth: {
      clientId,
      authority: addressesOf(cloud, tenantId).authority,
      ...('kind' in credential ? proofOf(credential) : credential),
      ...(cloud.authority.known ? { knownAuthorities: cloud.authority.known } : {}),
      ...(cloud.authority.metadata ? { authorityMetadata: cloud.authority.metadata } : {}),
      ...(capabilities ? { clientCapabilities: capabilities } : {}),
    },
    ...(cachePlugin ? { cache: { cachePlugin } } : {}),
    system: {
      networkClient: createNetwork(),
      loggerOptions: {
        piiLoggingEnabled: false,
        logLevel: log.isLevelEnabled('trace') ? LogLevel.Verbose : LogLevel.Warning,
        loggerCallback: (level, message, containsPii) => {
          if (!containsPii) log[level <= LogLevel.Warning ? 'debug' : 'trace']({ msal: message }, 'msal');
        },
      },
    },
  });
}
