/** What the server tells the add-in before anybody is signed in. */
export interface Settings {
  clientId: string;
  /** Of our API: 'api://…/access_as_user'. */
  scope: string;
  authority: string;
  /** For an authority that msal does not know by itself. */
  knownAuthorities?: string[];
  authorityMetadata?: string;
}

export async function readSettings(): Promise<Settings> {
  const answer = await fetch('/outlook/settings.json');
  if (!answer.ok) throw new Error(`the settings could not be read (${answer.status})`);
  return (await answer.json()) as Settings;
}
