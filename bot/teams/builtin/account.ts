import { card } from '../../chat/cards.ts';
import type { Questions } from '../questions.ts';
import type { TokenService } from '../sign-in/token-service.ts';
import type { Waiting } from '../sign-in/waiting.ts';
import type { Turn } from '../turn.ts';
import type { BuiltIn } from './builtin.ts';

/** "sign in" is carried out like any sentence: without a token it asks for the sign-in, and is done after it. */
export const signInName = 'account.signIn';

const profileScopes = ['User.Read', 'MailboxSettings.Read'];

export interface AccountDeps {
  tokens: TokenService;
  waiting: Waiting;
  questions: Questions;
  /** Carries out what waits for the sign-in. @returns whether there was something */
  resume(turn: Turn): Promise<boolean>;
}

export function accountBuiltIns({ tokens, waiting, questions, resume }: AccountDeps): BuiltIn[] {
  return [
    {
      name: signInName,
      title: 'Sign in to Aide',
      phrases: ['sign in', 'signin', 'log in', 'login', 'sign me in', 'log me in', 'connect'],
      async run(turn) {
        await turn.assertion();
        return { text: (await resume(turn)) ? '' : 'You are signed in. Say what you need, or “help”.' };
      },
    },
    {
      name: 'account.signOut',
      title: 'Sign out of Aide',
      phrases: ['sign out', 'signout', 'log out', 'logout', 'log off', 'sign me out', 'disconnect'],
      async run(turn) {
        await tokens.signOut(turn.user.id);
        await waiting.drop(turn.person);
        return {
          text: 'You are signed out of Aide, and what waited for your sign-in is dropped. Say “sign in” to come back.',
        };
      },
    },
    {
      name: 'account.whoAmI',
      title: 'Whom I work for',
      phrases: ['who am i', 'whoami', 'my profile', 'who are you working for', 'which account', 'what is my time zone'],
      async run(turn) {
        const profile = await turn.open(profileScopes).profile();
        return {
          text: `You are ${profile.displayName}.`,
          card: card({
            title: profile.displayName,
            facts: [
              { title: 'E-mail', value: profile.mail },
              { title: 'Account', value: profile.userPrincipalName },
              { title: 'Time zone', value: profile.timeZone },
            ],
          }),
        };
      },
    },
    {
      name: 'conversation.cancel',
      title: 'Drop what I asked you, or what waits for your sign-in',
      phrases: ['cancel', 'cancel that', 'cancel it', 'never mind', 'nevermind', 'forget it', 'stop', 'abort'],
      async run(turn) {
        const dropped = await Promise.all([questions.drop(turn.place, turn.person), waiting.drop(turn.person)]);
        return {
          text: dropped.includes(true)
            ? 'Dropped. Nothing was changed.'
            : 'There is nothing to cancel. What is done can be taken back: say “recent”.',
        };
      },
    },
    {
      name: 'conversation.thanks',
      phrases: ['thanks', 'thank you', 'thank you very much', 'thanks a lot', 'many thanks', 'thx', 'ty', 'cheers'],
      light: true,
      run: async () => ({ text: 'You are welcome.' }),
    },
  ];
}
