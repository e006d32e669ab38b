// Makes the Entra app trust the managed identity and the bot's token service, so that neither needs a secret:
//   node scripts/trust.mjs --app <object id> --tenant <tenant id> --connection <identifier> [--identity <object id>]
// May be run again. A step of its own because Bicep writes Entra apps only when Bicep has made them.
import { az, optionsOf, withFile } from './az.mjs';

/** The app of Azure Bot Service's token store, as Entra ID writes it into the subjects of its identities. */
const tokenStore = '9ExAW52n_ky4ZiS_jhpJIQ';

/**
 * A GUID as 16 bytes in Microsoft's order (the first three groups reversed), in base64url.
 * @param {string} guid
 */
export function encodeGuid(guid) {
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
  if (bytes.length !== 16) throw new Error(`${guid} is no GUID`);
  const groups = [bytes.subarray(0, 4), bytes.subarray(4, 6), bytes.subarray(6, 8)];
  return Buffer.concat([...groups.map((group) => Buffer.from(group).reverse()), bytes.subarray(8)]).toString(
    'base64url',
  );
}

/**
 * What the app is to trust. @param {{ tenant: string, connection: string, identity?: string, authority?: string }} options
 *
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity (the subject is the
 * identity's object id),
 * https://learn.microsoft.com/microsoft-365/agents-sdk/azure-bot-user-authorization-federated-credentials
 */
export function credentialsFor({ tenant, connection, identity, authority = 'https://login.microsoftonline.com' }) {
  const issuer = `${authority.replace(/\/$/, '')}/${tenant}/v2.0`;
  const audiences = ['api://AzureADTokenExchange'];
  return [
    ...(identity
      ? [{ name: 'aide-server', issuer, subject: identity, audiences, description: 'The server, on behalf of people' }]
      : []),
    {
      name: 'aide-token-service',
      issuer,
      subject: `/eid1/c/pub/t/${encodeGuid(tenant)}/a/${tokenStore}/${connection}`,
      audiences,
      description: 'The OAuth connection of the bot',
    },
  ];
}

if (import.meta.filename === process.argv[1]) {
  const options = optionsOf(process.argv.slice(2), ['app', 'tenant', 'connection']);
  const {
    app = '',
    tenant = '',
    connection = '',
    identity,
    authority,
    graph = 'https://graph.microsoft.com',
  } = options;
  for (const { name, ...credential } of credentialsFor({ tenant, connection, identity, authority })) {
    const url = `${graph}/v1.0/applications/${app}/federatedIdentityCredentials(name='${name}')`;
    withFile(JSON.stringify(credential), (file) =>
      az(
        ...['rest', '--method', 'PATCH', '--url', url, '--body', `@${file}`],
        ...['--headers', 'Content-Type=application/json', 'Prefer=create-if-missing'],
      ),
    );
    console.log(`The app trusts ${name}.`);
  }
}
