import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { Command } from '../../../../bot/features/chat.ts';
import { features } from '../../../../bot/features/index.ts';
import { askedOf, departmentOf } from '../../../../bot/features/people/commands/asks.ts';
import { people } from '../../../../bot/features/people/index.ts';
import { createRegistry } from '../../../../bot/features/registry.ts';
import { readSentence } from '../../../../bot/language/read.ts';
import { bestCommand } from '../../../../bot/teams/understand.ts';

const now = DateTime.fromISO('2026-11-24T10:00', { zone: 'America/Los_Angeles' });
const { commands } = createRegistry(features);
const meant = (text: string) => bestCommand(commands, readSentence(text, { now, locale: 'en-US' }))?.command.name;

const asked: [string, string, string][] = [
  ['who is Megan', 'who', 'Megan'],
  ["Who's megan bowen?", 'who', 'megan bowen'],
  ['tell me about Jean-Luc O’Neill', 'who', 'Jean-Luc O’Neill'],
  ['look up AdeleV@contoso.com', 'who', 'AdeleV@contoso.com'],
  ["what is Megan's email address?", 'who', 'Megan'],
  ['where does Adele sit', 'who', 'Adele'],
  ['who does Alex report to?', 'manager', 'Alex'],
  ['who do I report to', 'manager', 'me'],
  ['who is my manager', 'manager', 'me'],
  ["who is Alex Wilber's boss", 'manager', 'Alex Wilber'],
  ['who reports to Megan', 'reports', 'Megan'],
  ['who reports to me', 'reports', 'me'],
  ['my direct reports', 'reports', 'me'],
  ['show me Lee’s direct reports', 'reports', 'Lee'],
  ['what time is it for Adele?', 'time', 'Adele'],
  ['what time is it where Lee Gu is', 'time', 'Lee Gu'],
  ["Megan's working hours", 'time', 'Megan'],
  ['is Megan available', 'available', 'Megan'],
  ['Is my manager online right now?', 'available', 'my manager'],
  ["Adele's status", 'available', 'Adele'],
];

describe('questions about people', () => {
  it('are understood in many words', () => {
    for (const [text, ask, name] of asked) assert.deepEqual(askedOf(text), { ask, name }, text);
    assert.equal(departmentOf('find people in Marketing'), 'Marketing');
    assert.equal(departmentOf('Who works in the Sales & Marketing department?'), 'Sales & Marketing');
    assert.equal(departmentOf('list everybody in Finance please'), 'Finance');
  });

  it('are not what is asked about time, meetings, files or everybody', () => {
    for (const text of [
      'who is free tomorrow',
      'who is in the meeting',
      'who are you',
      'who is coming to the budget review',
      'is everybody available',
      'what is on today',
      'find a time with Megan',
      'who has access to the budget',
    ])
      assert.equal(askedOf(text), undefined, text);
    assert.equal(departmentOf('who works in the office today'), undefined);
    assert.notEqual(meant('is Megan free on Friday at 3pm'), 'people.available');
  });

  it('are theirs among all features, and nobody else’s examples are', () => {
    for (const command of people.commands as Command[])
      for (const example of command.examples) assert.equal(meant(example), command.name, example);
    for (const feature of features.filter((f) => f !== people))
      for (const command of feature.commands as Command[])
        for (const example of command.examples)
          assert.doesNotMatch(meant(example) ?? '', /^people\./, `${command.name}: ${example}`);
  });

  it('are looked for in any text without harm', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 1000 }),
          fc.constantFrom('who is ', "is a's ").map((s) => s.repeat(100)),
        ),
        (text) => {
          askedOf(text);
          departmentOf(text);
        },
      ),
    );
  });
});
