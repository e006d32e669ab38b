/** The clouds Aide runs in. Only addresses differ; no code asks which cloud it is. */
export const cloudNames = ['public', 'usgov', 'dod', 'china', 'sandbox'] as const;
export type CloudName = (typeof cloudNames)[number];

/** The addresses of one cloud, for one tenant. */
export interface Cloud {
  name: CloudName;
  /** For msal: authority, and for a cloud that msal does not know, its metadata. */
  authority: { url: string; known?: string[]; metadata?: string };
  /** Who issues v2 tokens for our API, and where the keys are. */
  issuer: string;
  jwksUri: string;
  /** Microsoft Graph without version: 'https://graph.microsoft.com'. */
  graph: string;
  /** The prefix of Graph's scopes when they are asked for: the resource's identifier. */
  graphResource: string;
  /**
   * botbuilder's settings, all or none: one set removes the defaults of the rest; none means public Azure.
   * https://learn.microsoft.com/azure/bot-service/how-to-deploy-gov-cloud-high
   */
  bot?: {
    ToChannelFromBotLoginUrl: string;
    ToChannelFromBotOAuthScope: string;
    ToBotFromChannelTokenIssuer: string;
    OAuthUrl: string;
    ToBotFromChannelOpenIdMetadataUrl: string;
    ToBotFromEmulatorOpenIdMetadataUrl: string;
    CallerId: string;
  };
  /** Origins that a Bot Connector `serviceUrl` may have in this cloud; ours goes nowhere else. */
  serviceUrls: RegExp;
  /**
   * Where files lie (OneDrive and SharePoint): addresses that upload sessions have. Whatever somebody names as one, Aide sends
   * bytes nowhere else. https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges
   */
  files: RegExp;
  /** The Teams client in a browser, where deep links begin: 'https://teams.microsoft.com'. */
  teams: string;
  /**
   * Pages that may show the tab in a frame, as `frame-ancestors` has them.
   * https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/tab-requirements
   */
  frameAncestors: string[];
  /** Origins of hosts that TeamsJS does not know by itself. */
  hostOrigins: string[];
  /**
   * Where Outlook's library for add-ins is. Microsoft wants it from its own servers.
   * https://learn.microsoft.com/office/dev/add-ins/develop/referencing-the-javascript-api-for-office-library-from-its-cdn
   */
  officeJs: string;
  /** Origins, besides its own, from which it loads more scripts. https://github.com/OfficeDev/office-js/issues/1005 */
  officeJsScripts: string[];
}

/** Teams, Outlook and Microsoft 365 in the public cloud. */
const microsoftHosts = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.cloud.microsoft',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
  'https://outlook-sdf.office.com',
  'https://outlook-sdf.office365.com',
];

const microsoftOffice = {
  officeJs: 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js',
  officeJsScripts: ['https://ajax.aspnetcdn.com'],
};

/** Entra ID in one of Microsoft's own clouds, which msal knows by itself. */
const entra = (host: string, tenantId: string) => ({
  authority: { url: `https://${host}/${tenantId}` },
  issuer: `https://${host}/${tenantId}/v2.0`,
  jwksUri: `https://${host}/${tenantId}/discovery/v2.0/keys`,
});

const governmentBot = (login: string, tenantId: string) => ({
  ToChannelFromBotLoginUrl: `https://${login}/${tenantId}`,
  ToChannelFromBotOAuthScope: 'https://api.botframework.us',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.us',
  OAuthUrl: 'https://tokengcch.botframework.azure.us',
  ToBotFromChannelOpenIdMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  ToBotFromEmulatorOpenIdMetadataUrl: `https://${login}/${tenantId}/v2.0/.well-known/openid-configuration`,
  CallerId: 'urn:botframework:azureusgov',
});

/** @param sandboxUrl where the sandbox tenant is reached; only the sandbox cloud uses it */
export function cloud(name: CloudName, tenantId: string, sandboxUrl: string): Cloud {
  return clouds[name](tenantId, sandboxUrl);
}

const clouds: Record<CloudName, (tenantId: string, sandboxUrl: string) => Cloud> = {
  public: (tenantId) => ({
    name: 'public',
    ...entra('login.microsoftonline.com', tenantId),
    graph: 'https://graph.microsoft.com',
    graphResource: 'https://graph.microsoft.com',
    serviceUrls: /^https:\/\/smba\.trafficmanager\.net\//,
    files: /^https:\/\/[a-z0-9-]+\.sharepoint\.com\//,
    teams: 'https://teams.microsoft.com',
    frameAncestors: microsoftHosts,
    hostOrigins: [],
    ...microsoftOffice,
  }),
  usgov: (tenantId) => ({
    name: 'usgov',
    ...entra('login.microsoftonline.us', tenantId),
    graph: 'https://graph.microsoft.us',
    graphResource: 'https://graph.microsoft.us',
    bot: governmentBot('login.microsoftonline.us', tenantId),
    serviceUrls:
      /^https:\/\/smba\.infra\.gcc\.teams\.microsoft\.com\/|^https:\/\/smba\.infra\.gov\.teams\.microsoft\.us\//,
    files: /^https:\/\/[a-z0-9-]+\.sharepoint\.us\//,
    teams: 'https://gov.teams.microsoft.us',
    frameAncestors: ['https://*.teams.microsoft.us', 'https://*.office365.us', 'https://*.cloud.microsoft'],
    hostOrigins: [],
    ...microsoftOffice,
  }),
  dod: (tenantId) => ({
    name: 'dod',
    ...entra('login.microsoftonline.us', tenantId),
    graph: 'https://dod-graph.microsoft.us',
    graphResource: 'https://dod-graph.microsoft.us',
    bot: { ...governmentBot('login.microsoftonline.us', tenantId), OAuthUrl: 'https://apiDoD.botframework.azure.us' },
    serviceUrls: /^https:\/\/smba\.infra\.dod\.teams\.microsoft\.us\//,
    files: /^https:\/\/[a-z0-9-]+\.(?:dps\.mil|sharepoint-mil\.us)\//,
    teams: 'https://dod.teams.microsoft.us',
    frameAncestors: ['https://*.dod.teams.microsoft.us', 'https://*.apps.mil', 'https://*.cloud.microsoft'],
    hostOrigins: [],
    ...microsoftOffice,
  }),
  china: (tenantId) => ({
    name: 'china',
    ...entra('login.partner.microsoftonline.cn', tenantId),
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    graphResource: 'https://microsoftgraph.chinacloudapi.cn',
    bot: {
      ToChannelFromBotLoginUrl: `https://login.partner.microsoftonline.cn/${tenantId}`,
      ToChannelFromBotOAuthScope: 'https://api.botframework.azure.cn',
      ToBotFromChannelTokenIssuer: 'https://api.botframework.azure.cn',
      OAuthUrl: 'https://token.botframework.azure.cn',
      ToBotFromChannelOpenIdMetadataUrl: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
      ToBotFromEmulatorOpenIdMetadataUrl: `https://login.partner.microsoftonline.cn/${tenantId}/v2.0/.well-known/openid-configuration`,
      CallerId: 'urn:botframework:azurechina',
    },
    serviceUrls: /^https:\/\/frontend\.botapi\.msg\.infra\.teams\.microsoftonline\.cn\//,
    files: /^https:\/\/[a-z0-9-]+\.sharepoint\.cn\//,
    teams: 'https://teams.microsoftonline.cn',
    frameAncestors: ['https://*.teams.microsoftonline.cn', 'https://*.partner.outlook.cn'],
    hostOrigins: [],
    officeJs: 'https://appsforoffice.cdn.partner.office365.cn/appsforoffice/lib/1/hosted/office.js',
    officeJsScripts: [],
  }),
  sandbox: (tenantId, url) => ({
    name: 'sandbox',
    // msal refuses an authority on http; endpoints given as metadata may be anything.
    authority: {
      url: `https://sandbox.local/${tenantId}`,
      known: ['sandbox.local'],
      metadata: JSON.stringify({
        issuer: `${url}/${tenantId}/v2.0`,
        authorization_endpoint: `${url}/{tenantid}/oauth2/v2.0/authorize`,
        token_endpoint: `${url}/{tenantid}/oauth2/v2.0/token`,
        jwks_uri: `${url}/{tenantid}/discovery/v2.0/keys`,
      }),
    },
    issuer: `${url}/${tenantId}/v2.0`,
    jwksUri: `${url}/${tenantId}/discovery/v2.0/keys`,
    graph: url,
    graphResource: 'https://graph.microsoft.com',
    bot: {
      ToChannelFromBotLoginUrl: `${url}/${tenantId}`,
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      OAuthUrl: `${url}/token`,
      ToBotFromChannelOpenIdMetadataUrl: `${url}/connector/v1/.well-known/openidconfiguration`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${url}/${tenantId}/v2.0/.well-known/openid-configuration`,
      CallerId: 'urn:botframework:azure',
    },
    serviceUrls: new RegExp(`^${literally(url)}/connector/`),
    files: new RegExp(`^${literally(url)}/`),
    teams: url,
    frameAncestors: [url],
    hostOrigins: [new URL(url).origin],
    officeJs: `${url}/lib/1/hosted/office.js`,
    officeJsScripts: [],
  }),
};

/** The text as a regular expression that means nothing else. */
const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
