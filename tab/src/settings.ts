/** What the server tells its page before anybody is signed in. */
export interface Settings {
  /** Origins of hosts besides Microsoft's own, e.g. of the sandbox. */
  hostOrigins: string[];
  /** Manifest id of the app, for deep links. */
  appId?: string;
}

export async function readSettings(): Promise<Settings> {
  const answer = await fetch('/tab/settings.json');
  if (!answer.ok) throw new Error(`the settings could not be read (${answer.status})`);
  return (await answer.json()) as Settings;
}
