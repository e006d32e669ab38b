import type { Context, GraphScope, Person } from './features/feature.ts';
import type { Logger } from './log.ts';

/** Whoever a request came from, at whichever door. */
export interface Caller {
  person: Person;
  surface: Context['surface'];
  requestId: string;
  log: Logger;
  /**
   * The person's token for our own API, to be exchanged on their behalf. Asked for late, so that what needs no Graph needs
   * no sign-in. Throws AideError signin_required.
   */
  assertion(): Promise<string>;
}

/** Opens a context in which Graph may be used with exactly these scopes. Cheap: nothing is asked for before it is used. */
export type OpenContext = (caller: Caller, scopes: GraphScope[]) => Context;
