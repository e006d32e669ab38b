import { directoryReasons, directoryScopes } from '../directory/scopes.ts';
import type { Feature, GraphScope } from './feature.ts';

/**
 * Scopes that Microsoft's default policy for new tenants leaves to an administrator, besides those that always need one.
 * https://learn.microsoft.com/entra/identity/enterprise-apps/manage-app-consent-policies
 */
const administrators =
  /^(Calendars\.|Mail\.Read|MailboxSettings\.|People\.Read|Tasks\.|Files\.Read\.All|Files\.ReadWrite\.All|Sites\.|Chat\.Read|Contacts\.ReadWrite|ChannelMessage\.Read|TeamworkTag\.|Place\.Read\.All)/;

/** Every delegated Graph scope that something in the registry asks for. */
export function allScopes(features: Feature[]): GraphScope[] {
  const asked = features.flatMap((feature) =>
    [...feature.actions, ...feature.queries, ...feature.commands, ...feature.verbs].flatMap(
      (part) => part.scopes ?? [],
    ),
  );
  const optional = features.flatMap((feature) => feature.optionalScopes ?? []);
  return [...new Set([...asked, ...optional, ...Object.values(directoryScopes).flat()])].sort();
}

/** docs/permissions.md: which scope, for what, why, and who consents. */
export function permissionsPage(features: Feature[]): string {
  const rows = allScopes(features).map((scope) => {
    const users = features.flatMap((feature) =>
      [...feature.actions, ...feature.queries]
        .filter((part) => part.scopes.includes(scope))
        .map((part) => `\`${part.name}\``),
    );
    const reasons = [...features.map((f) => f.reasons[scope]), directoryReasons[scope]].filter((r) => r !== undefined);
    const who = administrators.test(scope) ? 'administrator (Microsoft’s default policy)' : 'each person';
    return `| \`${scope}\` | ${users.join(', ') || forWhat(scope, features)} | ${reasons[0] ?? ''} | ${who} |`;
  });
  return `# Permissions

Delegated permissions of Microsoft Graph that Aide asks for: always as the person who is signed in, each when it is first needed. Written by
\`npm run docs\` from the registry; a test holds this page, \`aad.manifest.json\` and the registry against each other. There are no application permissions.

| scope | used by | why | who consents |
|---|---|---|---|
${rows.join('\n')}

Besides: \`access_as_user\` of Aide's own API, for which Teams is pre-authorised, and \`openid\`, \`profile\`. Teams, Outlook and Aide's server never hand a Graph
token to a browser.
`;
}

const forWhat = (scope: GraphScope, features: Feature[]) =>
  features
    .filter(({ optionalScopes }) => optionalScopes?.includes(scope))
    .map(({ name }) => `${name}, where it is needed`)
    .join(', ') || 'names, rooms and your time zone';
