import type { CardVerb, Command, Fact, Reference, Search } from './chat.ts';
import type { Action, Feature, Query } from './feature.ts';

/** Everything the features contribute, by name. The only list: help, routes, menus and consent are derived from it. */
export interface Registry {
  features: Feature[];
  commands: Command[];
  verbs: Map<string, CardVerb>;
  actions: Map<string, Action>;
  queries: Map<string, Query>;
  /** By the id of their command in the manifest. */
  searches: Map<string, Search>;
  facts: Fact[];
  references: Reference[];
}

/** @throws Error when two contributions have the same name, or one is not named after its feature */
export function createRegistry(features: Feature[]): Registry {
  unique(
    'feature',
    features.map((f) => f.name),
  );
  const commands = features.flatMap((f) => f.commands as Command[]);
  unique(
    'command',
    commands.map((c) => c.name),
  );
  const searches = features.flatMap((f) => f.searches ?? []);
  unique(
    'search',
    searches.map((s) => s.commandId),
  );
  return {
    features,
    commands,
    verbs: byName(features, 'verb', (f) => f.verbs.map((v) => [v.verb, v as CardVerb])),
    actions: byName(features, 'action', (f) => f.actions.map((a) => [a.name, a as Action])),
    queries: byName(features, 'query', (f) => f.queries.map((q) => [q.name, q as Query])),
    searches: new Map(searches.map((search) => [search.commandId, search])),
    facts: features.flatMap((f) => (f.facts ?? []) as Fact[]),
    references: features.flatMap((f) => (f.references ?? []) as Reference[]),
  };
}

function byName<T>(features: Feature[], kind: string, of: (feature: Feature) => [string, T][]): Map<string, T> {
  const entries = features.flatMap((feature) => {
    const own = of(feature);
    const stray = own.find(([name]) => !name.startsWith(`${feature.name}.`));
    if (stray) throw new Error(`the ${kind} "${stray[0]}" of the feature "${feature.name}" must be named after it`);
    return own;
  });
  unique(
    kind,
    entries.map(([name]) => name),
  );
  return new Map(entries);
}

function unique(kind: string, names: string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`two of the registry are the ${kind} "${twice}"`);
}
