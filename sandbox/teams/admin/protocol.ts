/**
 * What the admin page and the sandbox say to each other: what an administrator finds in Teams' admin centre (apps, setup policies) and
 * in Entra's (permissions of an app). As in `../protocol.ts`, a Bearer token of the signed-in person for the chat service; 403 for
 * whoever is no administrator.
 *
 *   GET    /teams/v1/admin/app                    → AdminApp
 *   POST   /teams/v1/admin/packages?check=true    a zip → PackageView; takes nothing in
 *   POST   /teams/v1/admin/packages               a zip → AdminApp; added, or updated when it is there by upload
 *   PUT    /teams/v1/admin/app/audience           Audience → AdminApp; whoever is not among them loses the app
 *   DELETE /teams/v1/admin/app                    → 204; nobody has it any more, nowhere
 *   POST   /teams/v1/admin/consent                {for: 'organisation' | 'me'} → AdminApp
 *   DELETE /teams/v1/admin/consent                → AdminApp; takes back everybody's consent
 *
 * A package that is refused: 400 `{error: {code: 'PackageRefused', message, reasons: string[]}}`.
 */
export type Audience = { who: 'everybody' } | { who: 'people' /** Entra object ids. */; people: string[] };

/** What a package says of itself, as an administrator is shown it. */
export interface PackageView {
  id: string;
  version: string;
  name: { short: string; full?: string };
  description: { short: string; full: string };
  developer: { name: string; websiteUrl: string; privacyUrl: string; termsOfUseUrl: string };
  accentColor: string;
  /** `data:image/png;base64,…` */
  icon: string;
  /** The publisher's page for administrators. */
  publisherDocsUrl?: string;
  contents: Capability[];
  validDomains: string[];
  /** What it asks for; the administrator's consent to an app registration is there before and after its package. */
  permissions: PermissionView[];
}

/** What Microsoft calls an app's capabilities. */
export interface Capability {
  capability: 'Bot' | 'Personal tab' | 'Channel tab' | 'Message extension' | 'Outlook add-in';
  detail: string;
}

export interface PermissionView {
  /** 'Calendars.ReadWrite' */
  scope: string;
  /** 'resourceSpecific': of the manifest, and agreed to by installing the app. */
  kind: 'delegated' | 'application' | 'resourceSpecific';
  /** Only an administrator can agree to it. */
  needsAdmin: boolean;
  /** What the publisher needs it for; empty where it does not say. */
  why: string[];
  granted?: 'organisation' | 'me';
}

export interface AdminApp {
  state: 'added' | 'removed';
  /** 'builtIn': comes with the sandbox. */
  origin: 'builtIn' | 'uploaded';
  package: PackageView;
  audience: Audience;
  /** People who have it in their personal scope now. */
  installedFor: number;
  /** Other people who agreed for themselves. */
  othersConsented: number;
}
