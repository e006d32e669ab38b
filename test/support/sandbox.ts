import assert from 'node:assert/strict';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/app.ts';
import { type AideRegistration, scriptClientId } from '../../sandbox/tenant/create.ts';
import type { UserRow } from '../../sandbox/tenant/model.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';

/** Aide's registration in the tests' sandboxes. */
export const aideForTests: AideRegistration = {
  clientId: '8a3a2c64-51f4-4c0b-9d3e-7f0b6e2d1a02',
  clientSecret: 'aide-client-secret-for-tests',
  botId: 'b07c9d1e-2f43-4b5a-8c6d-1e9f0a7b3c03',
  botSecret: 'aide-bot-secret-for-tests',
  domain: '127.0.0.1:3978',
  url: 'http://127.0.0.1:3978',
};

export interface SandboxForTests {
  sandbox: Sandbox;
  /** 'http://127.0.0.1:<a free port>' */
  url: string;
  tenant: Tenant;
  /** A person by userPrincipalName or displayName. */
  person(name: string): UserRow;
  /**
   * A real access token, through the password grant over HTTP.
   * @param person userPrincipalName or displayName
   * @param scopes as a client would ask for them: 'Calendars.ReadWrite', 'api://…/access_as_user'
   * @param clientId a public client; the script client unless told
   */
  tokenFor(person: string, scopes: string[], clientId?: string): Promise<string>;
  stop(): Promise<void>;
}

/** A sandbox tenant of its own on a free port, in memory unless told otherwise. */
export async function startSandbox(options: Partial<SandboxOptions> = {}): Promise<SandboxForTests> {
  const sandbox = await createSandbox({ aide: aideForTests, ...options });
  const url = await sandbox.listen(0);
  const { tenant } = sandbox;
  const person = (name: string) => {
    const found = [...tenant.tables.users.all()].find((u) =>
      [u.userPrincipalName.toLowerCase(), u.displayName.toLowerCase()].includes(name.toLowerCase()),
    );
    assert(found, `${name} is not in the tenant`);
    return found;
  };
  return {
    sandbox,
    url,
    tenant,
    person,
    async tokenFor(name, scopes, clientId = scriptClientId) {
      const { userPrincipalName, password } = person(name);
      const answer = await fetch(`${url}/${tenant.id}/oauth2/v2.0/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'password',
          client_id: clientId,
          username: userPrincipalName,
          password,
          scope: scopes.join(' '),
        }),
      });
      const body = (await answer.json()) as { access_token?: string; error_description?: string };
      assert(body.access_token, body.error_description);
      return body.access_token;
    },
    stop: () => sandbox.close(),
  };
}
