import type { SandboxClock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Tables, UserRow } from './model.ts';
import type { Store } from './store.ts';
import type { Traffic } from './traffic.ts';

/** The one tenant of the sandbox: what every part of it shares. Parts keep their own tables in `store`. */
export interface Tenant {
  id: string;
  /** e.g. 'contoso.com' */
  domain: string;
  /** Where the sandbox is reached, without a slash at the end: 'http://127.0.0.1:4365'. Known once it listens. */
  readonly origin: string;
  clock: SandboxClock;
  store: Store;
  tables: Tables;
  faults: Faults;
  traffic: Traffic;
  /** Aide as installed from its manifest. */
  aide: {
    clientId: string;
    botId: string;
    identifierUri: string;
    apiScope: string;
    botEndpoint: string;
    domain: string;
    /** Id of the app in Teams, when it was told. */
    teamsAppId?: string;
  };
  /** Makes what is in somebody's mailbox, where that waits until it is first opened. */
  openMailbox(user: UserRow): void;
  /** Back to its seed, or to the file it was read from. */
  reset(): void;
  /** Told after each reset, for what a part keeps outside the store. Returns how to stop listening. */
  onReset(listener: () => void): () => void;
}
