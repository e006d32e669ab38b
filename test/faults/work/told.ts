/** What somebody was told instead of what they asked for, how often: 'chat: throttled' → 12. */
export type Told = Map<string, number>;

export const tell = (told: Told, surface: 'chat' | 'tab', code: string): void =>
  void told.set(`${surface}: ${code}`, (told.get(`${surface}: ${code}`) ?? 0) + 1);

/** Answers that say "not now", or "not known yet": whoever holds a key asks again. */
export const passing = new Set(['in_progress', 'uncertain', 'throttled', 'unavailable', 'timeout']);

/** What the chat says in their place. */
const words: Record<string, RegExp> = {
  in_progress: /^Still at work|^Aide is still at work|^It is being taken back already/,
  uncertain: /It is not known yet whether|so it is not known whether|to note what became of this/,
  throttled: /is too busy with your requests/,
  timeout: /took too long to answer/,
  unavailable:
    /Microsoft 365 cannot be reached|The sign-in service of Microsoft (365|Teams)|Aide cannot reach its own storage/,
};

/** The code of what a message says; undefined: it is no such answer. */
export const codeOf = (text: string): string | undefined => Object.keys(words).find((code) => words[code]!.test(text));

/** Aide's own storage is away, and it says that it goes on with what was said when it is back. */
export const goesOn = /I go on with this by myself as soon as it is back/;

export const toldText = (told: Told): string =>
  [...told]
    .sort(([, a], [, b]) => b - a)
    .map(([what, times]) => `${what} ${times}×`)
    .join(', ') || 'nothing';
