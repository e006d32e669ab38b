import type { InstalledApp } from '../protocol.ts';
import type { Teams } from '../teams.ts';

/** The app as clients see it. */
export function appView(teams: Teams): InstalledApp {
  const { endpoint: _, scopes: __, ...view } = teams.app;
  return { ...view, icon: `data:image/png;base64,${teams.catalogue.colorIcon()}` };
}
