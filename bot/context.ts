import { DateTime } from 'luxon';
import type { Clock } from './clock.ts';
import type { Directories } from './directory/create.ts';
import type { KnowledgeOf } from './directory/knowledge.ts';
import { AideError } from './errors.ts';
import type { Here } from './features/chat.ts';
import type { Context, GraphScope, Person, Settings } from './features/feature.ts';
import type { Graphs } from './graph/create.ts';
import { englishOf, localeFor } from './locale.ts';
import type { Logger } from './log.ts';
import type { Ledger } from './operations/ledger.ts';
import type { Plans } from './operations/plans.ts';
import type { DraftsOf } from './storage/drafts.ts';

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
  /** How the person's client writes times (BCP 47); undefined: the mailbox tells. */
  locale?(): string | undefined | Promise<string | undefined>;
  /** Chat: the conversation it came from. */
  here?: Here;
}

/** Opens a context in which Graph may be used with exactly these scopes. Cheap: nothing is asked for before it is used. */
export type OpenContext = (caller: Caller, scopes: GraphScope[]) => Context;

export interface ContextDeps {
  graphs: Graphs;
  directories: Directories;
  drafts: DraftsOf;
  knowledge: KnowledgeOf;
  teamsUrl: string;
  plans: Plans;
  settings: Settings;
  connectUrl(person: Person, scopes: readonly GraphScope[]): string;
  clock: Clock;
  /** Late, because the ledger runs actions, which need contexts. */
  ledger(): Ledger;
}

export function createContexts(deps: ContextDeps): OpenContext {
  return function open(caller, scopes): Context {
    const { person, surface, requestId, log, here } = caller;
    const graphRequestIds: string[] = [];
    const answered = (id: string) => void graphRequestIds.push(id);
    const graphWith = (wanted: readonly GraphScope[]) => deps.graphs({ ...caller, scopes: wanted, answered });
    const consented = async (wanted: readonly GraphScope[]) => {
      try {
        await graphWith(wanted).ready();
        return true;
      } catch (error) {
        if (error instanceof AideError && error.code === 'consent_required') return false;
        throw error;
      }
    };
    const directory = deps.directories(person, graphWith, consented);
    const profile = async () => {
      const [stored, said] = await Promise.all([directory.profile(), caller.locale?.()]);
      return { ...stored, locale: localeFor(said, stored.locale) };
    };
    return {
      person,
      surface,
      requestId,
      log,
      graph: graphWith(scopes),
      graphWith,
      consented,
      connectUrl: (wanted) => deps.connectUrl(person, wanted),
      graphRequestIds,
      directory,
      drafts: deps.drafts(person),
      knowledge: deps.knowledge(person),
      teamsUrl: deps.teamsUrl,
      plans: deps.plans.of(person),
      settings: deps.settings,
      ...(here ? { here } : {}),
      profile,
      async now() {
        const [now, { timeZone, locale }] = await Promise.all([deps.clock.now(), profile()]);
        // In English whatever the locale: Aide's words are, and Graph knows no digits but these.
        return DateTime.fromJSDate(now, { zone: timeZone }).setLocale(englishOf(locale));
      },
      operations: deps.ledger().of({ person, open: (wanted) => open(caller, wanted) }),
    };
  };
}
