import assert from 'node:assert/strict';
import fc from 'fast-check';
import { numberedName, validFileName } from '../../../bot/graph/file-name.ts';

describe('names of files that others gave', () => {
  it('stay as they are when OneDrive takes them', () => {
    for (const name of ['Budget.xlsx', 'Größe der Verpackung.pdf', '# 100 %.txt', '報告.docx', '.hidden'])
      assert.equal(validFileName(name), name);
  });

  it('lose what OneDrive refuses, and what pretends something', () => {
    const names: Record<string, string> = {
      'a<b>:c?.txt': 'a_b__c_.txt',
      '../../etc/passwd': '.._.._etc_passwd',
      'picture\u202egpj.exe': 'picturegpj.exe',
      CON: '_CON',
      'aux.txt': '_aux.txt',
      '~$lock.docx': '_lock.docx',
      ' . ': 'attachment',
      '': 'attachment',
      'line\nbreak.txt': 'linebreak.txt',
      x_vti_y: 'x_y',
    };
    for (const [name, wanted] of Object.entries(names)) assert.equal(validFileName(name), wanted);
  });

  it('are always taken, and keep their extension', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (stem) => {
        const name = validFileName(`${stem}.pdf`);
        assert.ok(name.length > 0 && name.length <= 200);
        assert.doesNotMatch(name, /["*:<>?/\\|\p{Cc}]|[. ]$|^ /u);
        assert.match(name, /pdf$/);
      }),
    );
  });

  it('are numbered before the extension', () => {
    assert.equal(numberedName('Budget.xlsx', 1), 'Budget.xlsx');
    assert.equal(numberedName('Budget.xlsx', 2), 'Budget 2.xlsx');
    assert.equal(numberedName('Makefile', 3), 'Makefile 3');
  });
});
