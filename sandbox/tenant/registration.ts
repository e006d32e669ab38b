/** What the sandbox is told about Aide: what an administrator would type into Azure and Entra. */
export interface AideRegistration {
  clientId: string;
  clientSecret: string;
  botId: string;
  botSecret: string;
  /** Host (and port) in the Application ID URI and in the manifest: '127.0.0.1:3978'. */
  domain: string;
  /** Where Aide is reached: 'http://127.0.0.1:3978'. */
  url: string;
  /** Id of the app in Teams; absent = the one in env/.env.sandbox. */
  teamsAppId?: string;
}

/** Public client for scripts: password and device-code grants for any delegated scope. */
export const scriptClientId = 'c0ffee00-5c41-4b0a-8a5e-5c2197000001';
