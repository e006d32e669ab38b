import type { Cloud } from '../clouds.ts';

/** The sign-in addresses of one tenant. A cloud is configured for our own tenant; others that we serve have the same shape. */
export interface TenantAddresses {
  authority: string;
  issuer: string;
  jwksUri: string;
}

export function addressesOf(cloud: Cloud, tenantId: string): TenantAddresses {
  return {
    authority: cloud.authority.url.replace(/[^/]+$/, tenantId),
    issuer: cloud.issuer.replace(/[^/]+(?=\/v2\.0$)/, tenantId),
    jwksUri: cloud.jwksUri.replace(/[^/]+(?=\/discovery\/v2\.0\/keys$)/, tenantId),
  };
}
