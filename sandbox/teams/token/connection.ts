import { z } from 'zod';
import type { Tenant } from '../../tenant/tenant.ts';

/** An OAuth connection of the Azure Bot: "Azure Active Directory v2", with the app that owns the API as its client. */
export interface Connection {
  name: string;
  serviceProviderDisplayName: string;
  clientId: string;
  clientSecret: string;
  /** Delegated scopes, with offline_access so that the token service can refresh. */
  scope: string;
  /** The Token Exchange URL: what Teams asks a single sign-on token for. */
  exchangeUri: string;
  /** Known once the sandbox listens. */
  readonly redirectUri: string;
}

/** Name of the connection, as an administrator gave it. Aide's AIDE_BOT_CONNECTION. */
export const connectionName = 'aide';

export function aideConnection(tenant: Tenant, clientSecret: string): Connection {
  return {
    name: connectionName,
    serviceProviderDisplayName: 'Azure Active Directory v2',
    clientId: tenant.aide.clientId,
    clientSecret,
    scope: `${tenant.aide.apiScope} openid profile offline_access`,
    exchangeUri: tenant.aide.identifierUri,
    get redirectUri() {
      return `${tenant.origin}/token/callback`;
    },
  };
}

const granted = z.object({ access_token: z.string(), refresh_token: z.string().optional(), expires_in: z.number() });
const refused = z.object({
  error: z.string(),
  error_description: z.string().optional(),
  suberror: z.string().optional(),
});

export type Granted = z.output<typeof granted>;

/** Entra ID said no. */
export class Refusal extends Error {
  /** 'invalid_grant', 'interaction_required' … */
  readonly error: string;
  readonly needsConsent: boolean;
  constructor({ error, error_description, suberror }: z.output<typeof refused>) {
    super(error_description ?? error);
    this.error = error;
    this.needsConsent = error === 'consent_required' || suberror === 'consent_required';
  }
}

/** Asks Entra ID's token endpoint, as the connection's client. @throws Refusal */
export async function askEntra(
  tenant: Tenant,
  connection: Connection,
  grant: Record<string, string>,
): Promise<Granted> {
  const response = await fetch(`${tenant.origin}/${tenant.id}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: connection.clientId,
      client_secret: connection.clientSecret,
      scope: connection.scope,
      ...grant,
    }),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Refusal(refused.parse(body));
  return granted.parse(body);
}
