import assert from 'node:assert/strict';
import fc from 'fast-check';
import { masked, ownTextAt, quotationsIn } from '../../../bot/language/quotes.ts';

const inner = (text: string) => quotationsIn(text).map((quotation) => quotation.inner);

describe('quotations', () => {
  it('are found in all kinds of marks', () => {
    assert.deepEqual(inner(`"one" and “two”, 'three' and ‘four’, „fünf“ «six»`), [
      'one',
      'two',
      'three',
      'four',
      'fünf',
      'six',
    ]);
  });

  it('hold apostrophes, which are no marks', () => {
    assert.deepEqual(inner(`titled 'Catch up soon?' saying 'We haven't caught up - can't you?'`), [
      'Catch up soon?',
      "We haven't caught up - can't you?",
    ]);
    assert.deepEqual(inner(`saying 'Bring the reps' numbers and the clients' names' tomorrow`), [
      "Bring the reps' numbers and the clients' names",
    ]);
    assert.deepEqual(inner(`called 'Sales' with the subject 'Numbers'`), ['Sales', 'Numbers']);
    assert.deepEqual(inner("I haven't met Megan's team, it's late"), []);
  });

  it('are hidden without moving anything', () => {
    const text = `send "if not, stop" to Nia`;
    assert.equal(masked(text).length, text.length);
    assert.doesNotMatch(masked(text), /if not/);
    assert.equal(masked('no marks'), 'no marks');
  });

  it('end where the text of one’s own begins that has none', () => {
    assert.equal(ownTextAt('email Megan saying see you'), 'email Megan saying '.length);
    assert.equal(ownTextAt('email Megan: see you'), 'email Megan: '.length);
    const quoted = masked('email Megan saying "see you" if she asks');
    assert.equal(ownTextAt(quoted), quoted.length);
  });

  it('keep their places, whatever is written', () => {
    const text = fc.array(fc.constantFrom("'", '"', '“', '”', '‘', '’', 'a', 's', ' ', '.', '\n', '🎉'), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(text, (parts) => {
        const said = parts.join('');
        assert.equal(masked(said).length, said.length);
        let last = 0;
        for (const { from, to } of quotationsIn(said)) {
          assert.ok(from >= last && to > from + 1 && to <= said.length);
          last = to;
        }
      }),
    );
  });
});
