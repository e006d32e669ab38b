import { directoryReasons, directoryScopes } from '../directory/scopes.ts';
import type { Feature, GraphScope } from './feature.ts';

/**
 * Scopes that Microsoft's default policy for new tenants leaves to an administrator, besides those that always need one.
 * https://learn.microsoft.com/entra/identity/enterprise-apps/manage-app-consent-policies
 */
const administrators =
  /^(Calendars\.|Mail\.Read|MailboxSettings\.|People\.Read|Tasks\.|Files\.Read\.All|Files\.ReadWrite\.All|Sites\.|Chat\.Read|Contacts\.ReadWrite|ChannelMessage\.Read|TeamworkTag\.|Place\.Read\.All|User\.Read\.All)/;

/** What Aide's registration asks for: everything that some part of the registry uses, and may ask a person for. */
export function allScopes(features: Feature[]): GraphScope[] {
  const asked = features.flatMap((feature) => [
    ...[
      ...feature.actions,
      ...feature.queries,
      ...feature.commands,
      ...feature.verbs,
      ...(feature.searches ?? []),
    ].flatMap((part) => part.scopes ?? []),
    ...(feature.optionalScopes ?? []),
  ]);
  return [...new Set([...asked, ...Object.values(directoryScopes).flat()])].sort();
}

/** What only an administrator may add, of their own accord. */
export const extraScopes = (features: Feature[]): GraphScope[] => {
  const asked = new Set(allScopes(features));
  return [...new Set(features.flatMap((f) => f.grantedScopes ?? []))].filter((scope) => !asked.has(scope)).sort();
};

/** One feature's use of one scope: which of its actions and queries name it, and why. */
interface Use {
  feature: string;
  parts: string;
  why: string;
}

function usesOf(scope: GraphScope, features: Feature[]): Use[] {
  const uses = features.flatMap((feature): Use[] => {
    const all = [...feature.actions, ...feature.queries];
    const mine = all
      .filter((part) => part.scopes.includes(scope))
      .map((part) => part.name.slice(feature.name.length + 1));
    const later = [...(feature.optionalScopes ?? []), ...(feature.grantedScopes ?? [])].includes(scope);
    const elsewhere = [...feature.commands, ...feature.verbs, ...(feature.searches ?? [])].some((part) =>
      part.scopes?.includes(scope),
    );
    if (mine.length === 0 && !later && !elsewhere) return [];
    const parts = mine.length === 0 ? 'when it is needed' : mine.length === all.length ? 'all' : mine.join(', ');
    return [{ feature: feature.name, parts, why: feature.reasons[scope] ?? directoryReasons[scope] ?? '' }];
  });
  // What every feature needs in the same way is said once.
  const [first] = uses;
  if (first && uses.length > 1 && uses.every(({ why }) => why === first.why))
    return [{ feature: uses.map((use) => use.feature).join(', '), parts: 'where it is needed', why: first.why }];
  return first ? uses : [{ feature: 'all', parts: 'names and rooms', why: directoryReasons[scope] ?? '' }];
}

/** A scope as whoever agrees to it is told of it. */
export interface Ask {
  scope: GraphScope;
  /** An administrator agrees: always, or by Microsoft's default policy. */
  byAdministrator: boolean;
  /** Sentences, each once. */
  why: string[];
}

/** What Aide asks for (`asked`), and what it uses only where an administrator gave it of their own accord (`extra`). */
export function asksOf(features: Feature[]): { asked: Ask[]; extra: Ask[] } {
  const ask = (scope: GraphScope): Ask => ({
    scope,
    byAdministrator: administrators.test(scope),
    why: [...new Set(usesOf(scope, features).map(({ why }) => why))],
  });
  return { asked: allScopes(features).map(ask), extra: extraScopes(features).map(ask) };
}

/** docs/permissions.md: feature → scope → why → who consents. */
export function permissionsPage(features: Feature[]): string {
  const rows = (scopes: GraphScope[], who: (scope: GraphScope) => string) =>
    scopes
      .flatMap((scope) =>
        usesOf(scope, features).map(
          ({ feature, parts, why }) => `| \`${scope}\` | ${feature} | ${parts} | ${why} | ${who(scope)} |`,
        ),
      )
      .join('\n');
  const consents = (scope: GraphScope) =>
    administrators.test(scope) ? 'administrator (always, or by Microsoft’s default policy)' : 'each person';
  return `# Permissions

Delegated permissions of Microsoft Graph that Aide asks for: always as the person who is signed in, each when it is first needed. Written by
\`npm run docs\` from the registry; a test holds this page, \`aad.manifest.json\` and the registry against each other. There are no application permissions.

| scope | feature | used by | why | who consents |
|---|---|---|---|---|
${rows(allScopes(features), consents)}

These Aide never asks for. It uses them where an administrator has granted them of their own accord, and says what it cannot do where none has:

| scope | feature | used by | why | who grants |
|---|---|---|---|---|
${rows(extraScopes(features), () => 'administrator')}

Besides: \`access_as_user\` of Aide's own API, for which Teams is pre-authorised, and \`openid\`, \`profile\`. Teams, Outlook and Aide's server never hand a Graph
token to a browser.
`;
}
