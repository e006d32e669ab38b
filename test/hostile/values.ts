import fc from 'fast-check';

/** Texts that have broken somebody's program: each is here for a reason that its neighbours do not have. */
const curious = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'half \udfff of a pair',
  '\u202egnp.exe\u202c',
  '\u200b\u200d\ufeff',
  'e\u0301'.repeat(40),
  '\u{1F469}\u200d\u{1F4BB}'.repeat(30),
  'İstanbul ß ſ ﬁ',
  '١٢:٣٠ ３０ 分',
  '../../../../etc/passwd',
  '..%2f..%2f..%5c',
  '%00%ff%',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  "' or '1' eq '1",
  '"); drop table operations;--',
  '<img src=x onerror=alert(1)>',
  '[a](javascript:alert(1)) ![](http://127.0.0.1/x)',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what template engines would carry out
  '{{7*7}}${7*7}#{7*7}',
  '\r\nSet-Cookie: a=b\r\n\r\n',
  '19:0123@thread.tacv2',
  'me/messages?$filter=x',
  '$value',
  '.',
  '..',
  '~$a',
  'con',
  '-1',
  'NaN',
  '1e999',
  '99999999999999999999',
  '2026-02-30T25:61:00Z',
  '+275760-09-13T00:00:00.001Z',
  '0000-00-00',
  'Etc/GMT+99',
  '=HYPERLINK("http://x","y")',
  'http://169.254.169.254/latest/meta-data',
  'https://contoso.sharepoint.com@evil.example/',
  'file:///etc/passwd',
];

const repeated = fc
  .tuple(
    fc.constantFrom('a', ' ', '/', '\u0000', '\u0301', '<at>', 'and ', '9', '-', '\n', '😀', '%2e', '"', '('),
    fc.constantFrom(65, 257, 1_025, 4_097, 40_000),
  )
  .map(([unit, times]) => unit.repeat(Math.ceil(times / unit.length)));

/** Any text, and above all none that anybody would write. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...curious), weight: 5 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 40 }), weight: 2 },
  { arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }), weight: 2 },
  { arbitrary: fc.string({ maxLength: 40 }), weight: 2 },
  { arbitrary: repeated, weight: 1 },
);

/** Percent-encoded, which half of a surrogate pair cannot be. */
export const encoded = (value: string): string => encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'));

const number = fc.oneof(
  fc.constantFrom(0, -0, -1, 1, 0.5, 1e308, -1e308, Number.MAX_SAFE_INTEGER + 1, Number.MIN_VALUE, 2 ** 31, 2 ** 32),
  fc.integer(),
);

const deep = fc
  .tuple(fc.integer({ min: 2, max: 3_000 }), fc.boolean())
  .map(([levels, arrays]) => (arrays ? nest(levels, (inner) => [inner]) : nest(levels, (inner) => ({ a: inner }))));

function nest(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = wrap(value);
  return value;
}

/** `{"__proto__": …}` as JSON.parse makes it: a property of its own. */
const polluting = fc
  .constantFrom('__proto__', 'constructor', 'prototype')
  .map((name) => Object.fromEntries([[name, { isAdmin: true, toString: 1 }]]));

/** Any JSON. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: text, weight: 4 },
  { arbitrary: number, weight: 2 },
  { arbitrary: fc.constantFrom(null, true, false, [], {}, [null], [[]], [{}]), weight: 3 },
  { arbitrary: polluting, weight: 1 },
  { arbitrary: deep, weight: 1 },
  { arbitrary: fc.array(text, { maxLength: 120 }), weight: 1 },
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 2 },
);

/** One thing that is done to a good value. */
export type Mutation = { at: number; how: 'replace' | 'delete' | 'add' | 'repeat'; name: string; value: unknown };

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(10_000),
  how: fc.constantFrom('replace', 'replace', 'replace', 'delete', 'add', 'repeat'),
  name: fc.oneof(fc.constantFrom('__proto__', 'constructor', 'id', 'verb', 'data', 'toJSON', 'then'), text),
  value: anything,
});

/** A good value with up to three things wrong; one in four stays good. */
export const mutated = (good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      good,
      fc.oneof(
        { arbitrary: fc.constant([]), weight: 1 },
        { arbitrary: fc.array(mutation, { minLength: 1, maxLength: 3 }), weight: 3 },
      ),
    )
    .map(([value, mutations]) => mutations.reduce(mutate, value as unknown));

function mutate(value: unknown, { at, how, name, value: other }: Mutation): unknown {
  const places = placesIn(value);
  const path = places[at % places.length] ?? [];
  return change(value, path, (there) => {
    if (how === 'replace') return other;
    if (how === 'delete') return undefined;
    if (how === 'repeat') return Array.isArray(there) ? Array.from({ length: 300 }, () => there[0]) : [there, there];
    if (Array.isArray(there)) return [...there, other];
    if (typeof there === 'object' && there !== null) return withProperty(there as Record<string, unknown>, name, other);
    return { [name]: other };
  });
}

/** The ways to everything in a value, itself included; not more than are needed. */
function placesIn(value: unknown, path: string[] = [], found: string[][] = []): string[][] {
  if (found.length >= 200 || path.length > 8) return found;
  found.push(path);
  if (typeof value === 'object' && value !== null)
    for (const [name, of] of Object.entries(value)) placesIn(of, [...path, name], found);
  return found;
}

function change(value: unknown, [name, ...rest]: string[], to: (there: unknown) => unknown): unknown {
  if (name === undefined) return to(value);
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === name ? change(item, rest, to) : item));
  const old = value as Record<string, unknown>;
  return withProperty(old, name, change(old[name], rest, to));
}

const withProperty = (object: Record<string, unknown>, name: string, value: unknown) =>
  Object.fromEntries([
    ...Object.entries(object).filter(([n]) => n !== name),
    ...(value === undefined ? [] : [[name, value] as const]),
  ]);
