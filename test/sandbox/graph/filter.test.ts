import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileFilter } from '../../../sandbox/graph/filter/compile.ts';
import { FilterSyntax } from '../../../sandbox/graph/filter/lexer.ts';

const adele = {
  displayName: 'Adele Vance',
  mail: 'AdeleV@contoso.com',
  department: 'R&D',
  accountEnabled: true,
  createdDateTime: '2024-01-15T08:00:00Z',
  businessPhones: ['+1 425 555 0102'],
  mobilePhone: null,
};
const event = {
  subject: "Zoë's O'Neil review",
  start: { dateTime: '2026-03-02T09:00:00.0000000', timeZone: 'UTC' },
  attendees: [{ emailAddress: { address: 'a@x.com' } }, { emailAddress: { address: 'b@x.com' } }],
  isAllDay: false,
};
const user = (filter: string) => compileFilter(filter, 'user').test(adele);
const meeting = (filter: string) => compileFilter(filter, 'event').test(event);

describe('$filter', () => {
  it('compares text without regard to case', () => {
    assert(user("displayName eq 'adele vance'"));
    assert(user("startswith(displayName,'ADE') and endsWith(mail,'@contoso.com')"));
    assert(!user("displayName ne 'ADELE VANCE'"));
  });
  it('binds not before and before or', () => {
    assert(user("accountEnabled eq true or displayName eq 'x' and displayName eq 'y'"));
    assert(!user("(accountEnabled eq true or displayName eq 'x') and displayName eq 'y'"));
    assert(user("not startswith(displayName,'x') and accountEnabled eq true"));
    assert(!user("not (accountEnabled eq true or displayName eq 'x')"));
  });
  it('takes operators in any case, and casts', () => {
    assert(user("NOT(displayName EQ 'x') AND accountEnabled eq true"));
    assert(user("microsoft.graph.user/displayName eq 'Adele Vance'"));
  });
  it('knows in, null and times', () => {
    assert(user("department in ('HR','R&D')"));
    assert(!user("department in ('HR')"));
    assert(user('mobilePhone eq null and department ne null'));
    assert(!user("mobilePhone gt 'a' or mobilePhone lt 'a'"));
    assert(user('createdDateTime ge 2024-01-15T09:00:00+01:00'));
    assert(!user('createdDateTime gt 2024-01-15T08:00:00.000Z'));
    assert(user('createdDateTime ge 2024-01-15'));
  });
  it('walks into what is nested, and over collections', () => {
    assert(meeting("attendees/any(a:a/emailAddress/address eq 'B@x.com')"));
    assert(!meeting("attendees/all(a:a/emailAddress/address eq 'b@x.com')"));
    assert(meeting('attendees/any()'));
    assert(meeting('attendees/$count eq 2'));
    assert(user("businessPhones/any(p:startswith(p,'+1'))"));
  });
  it('reads doubled quotes and letters beyond ASCII', () => {
    assert(meeting("subject eq 'Zoë''s O''Neil review'"));
    assert(meeting("contains(subject,'''s o''neil')"));
  });
  it('compares the times of dateTimeTimeZone as times, however they are written', () => {
    assert(meeting("start/dateTime eq '2026-03-02T09:00'"));
    assert(meeting("start/dateTime ge '2026-03-02T09:00:00Z' and start/dateTime lt '2026-03-02T10:00:00'"));
  });

  const refused: [filter: string, reason: RegExp][] = [
    ['', /expression expected/],
    ['displayName', /boolean/],
    ["displayName eq 'x", /not valid/],
    ["displayName eq 'x' and", /expression expected/],
    ["displayName is 'x'", /Syntax error/],
    ["bogus eq 'x'", /Could not find a property named 'bogus'/],
    ["displayName/bogus eq 'x'", /Could not find a property named 'bogus'/],
    ["shout(displayName) eq 'x'", /unknown function/],
    ['startswith(displayName) eq true', /No function signature/],
    ['accountEnabled eq 5', /incompatible types.*'Edm.Boolean' and 'Edm.Int32'.*'Equal'/],
    ["createdDateTime gt '2024-01-01'", /incompatible types/],
    [`${'('.repeat(100)}accountEnabled eq true${')'.repeat(100)}`, /nested/],
    [`${'not '.repeat(5000)}accountEnabled eq true`, /nested/],
  ];
  for (const [filter, reason] of refused)
    it(`refuses ${filter.slice(0, 40) || 'nothing at all'}`, () => {
      assert.throws(
        () => compileFilter(filter, 'user'),
        (error) => error instanceof FilterSyntax && reason.test(error.message),
      );
    });

  it('agrees with a naive evaluator', () => {
    interface Item {
      s: string | null;
      n: number | null;
      b: boolean;
      deep: { s: string };
      list: number[];
    }
    interface Case {
      text: string;
      naive(item: Item): boolean;
    }
    const word = fc.constantFrom('a', 'B', "o'k", 'é', '', 'ab');
    const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
    const leaf: fc.Arbitrary<Case> = fc.oneof(
      fc.tuple(fc.constantFrom('eq', 'ne', 'gt', 'le'), fc.integer({ min: -3, max: 3 })).map(
        ([op, n]): Case => ({
          text: `n ${op} ${n}`,
          naive: ({ n: m }) =>
            op === 'eq' ? m === n : op === 'ne' ? m !== n : m !== null && (op === 'gt' ? m > n : m <= n),
        }),
      ),
      word.map((w): Case => ({ text: `s eq ${quoted(w)}`, naive: ({ s }) => s?.toLowerCase() === w.toLowerCase() })),
      word.map(
        (w): Case => ({
          text: `contains(deep/s, ${quoted(w)})`,
          naive: ({ deep }) => deep.s.toLowerCase().includes(w.toLowerCase()),
        }),
      ),
      fc.array(word, { minLength: 1, maxLength: 3 }).map(
        (ws): Case => ({
          text: `s in (${ws.map(quoted).join(',')})`,
          naive: ({ s }) => ws.some((w) => w.toLowerCase() === s?.toLowerCase()),
        }),
      ),
      fc.boolean().map((v): Case => ({ text: `b eq ${v}`, naive: ({ b }) => b === v })),
      fc.integer({ min: 0, max: 3 }).map(
        (n): Case => ({
          text: `list/any(x:x gt ${n})`,
          naive: ({ list }) => list.some((x) => x > n),
        }),
      ),
      fc.constant<Case>({ text: 's eq null', naive: ({ s }) => s === null }),
    );
    const { tree } = fc.letrec<{ tree: Case }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.tuple(tie('tree'), tie('tree')).map(
          ([a, b]): Case => ({
            text: `(${a.text}) and (${b.text})`,
            naive: (item) => a.naive(item) && b.naive(item),
          }),
        ),
        fc.tuple(tie('tree'), tie('tree')).map(
          ([a, b]): Case => ({
            text: `(${a.text}) or (${b.text})`,
            naive: (item) => a.naive(item) || b.naive(item),
          }),
        ),
        tie('tree').map((a): Case => ({ text: `not (${a.text})`, naive: (item) => !a.naive(item) })),
      ),
    }));
    const item = fc.record<Item>({
      s: fc.option(word),
      n: fc.option(fc.integer({ min: -3, max: 3 })),
      b: fc.boolean(),
      deep: fc.record({ s: word }),
      list: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(tree, item, ({ text, naive }, one) => {
        assert.equal(compileFilter(text).test({ ...one }), naive(one), text);
      }),
      { numRuns: 500 },
    );
  });
});
