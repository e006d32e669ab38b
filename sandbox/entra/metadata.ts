import type { Tenant } from '../tenant/tenant.ts';
import { graphResource, issuerOf } from './tokens.ts';

/**
 * OpenID Connect discovery. Under `common` and `organizations` the issuer is a template, as with Entra ID.
 * @param name the tenant as the path names it
 */
export function openIdConfiguration(tenant: Tenant, name: string) {
  const base = `${tenant.origin}/${name}`;
  const isTemplate = name === 'common' || name === 'organizations';
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: isTemplate ? `${tenant.origin}/{tenantid}/v2.0` : issuerOf(tenant),
    request_uri_parameter_supported: false,
    userinfo_endpoint: `${graphResource}/oidc/userinfo`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: false,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    code_challenge_methods_supported: ['S256'],
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'nonce',
      'preferred_username',
      'name',
      'tid',
      'ver',
      'oid',
      'email',
    ],
    tenant_region_scope: 'NA',
    cloud_instance_name: new URL(tenant.origin).host,
  };
}

/** Whether a path names this tenant: its id, its domain, or the names that leave it open. */
export const namesTenant = (tenant: Tenant, name: string) =>
  [tenant.id, tenant.domain, 'organizations', 'common'].includes(name.toLowerCase());
