import type { AddInView } from '../../../add-in-view.ts';
import { toRestId } from '../../../office/protocol.ts';
import { openUrl } from '../chat/card-actions.ts';
import { openEditor } from '../mail/open-editor.ts';
import { joinDraft, splitDraft } from '../mail/quote.ts';
import type { MailView } from '../mail/use-mail.ts';
import type { Session } from '../session/session.tsx';
import { answerBridge, type SignInMode } from './bridge.ts';
import type { Broker } from './broker.ts';
import type { HostServices } from './host-calls.ts';
import type { Items } from './item.ts';

interface Parts {
  addIn: AddInView;
  session: Session;
  mail: MailView;
  items: Items;
  broker: Broker;
  signIn: SignInMode;
}

const settingsKey = ({ me }: Session) => `roaming-settings ${me.id}`;

/** What the add-in has saved for this person. */
export const savedSettings = (session: Session): Record<string, unknown> =>
  JSON.parse(localStorage.getItem(settingsKey(session)) ?? '{}') as Record<string, unknown>;

/** What this page does for the add-in in its pane. */
export function createServices({ addIn, session, mail, items, broker, signIn }: Parts): Omit<HostServices, 'state'> {
  const { me, tenant } = session;
  const { id, userPrincipalName } = me;
  return {
    items,
    async reply(message, to, html) {
      const draft = await mail.api.answer(toRestId(message), to === 'all' ? 'replyAll' : 'reply');
      const { own, quote } = splitDraft(draft.body.content);
      const content = joinDraft({ own: `${html}${own}`, quote });
      await mail.api.updateDraft(draft.id, { body: { contentType: 'html', content } });
      mail.drafts.open(draft.id, mail.place.message, false);
      mail.changed();
    },
    insert(html) {
      const editor = openEditor();
      editor?.insert(html);
      return editor !== undefined;
    },
    bridge: (request) =>
      answerBridge(request, {
        mode: signIn,
        person: { id, userPrincipalName, tenantId: tenant.tenantId },
        clientId: addIn.clientId,
        broker,
      }),
    openLink: (url) => void openUrl(url),
    saveSettings: (settings) => localStorage.setItem(settingsKey(session), JSON.stringify(settings)),
  };
}
