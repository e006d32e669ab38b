import type { Cloud } from '../clouds.ts';
import { destination } from '../destinations.ts';
import { AideError } from '../errors.ts';
import type { FileConsent, Reply } from '../features/chat.ts';
import type { OutgoingActivity } from './activity.ts';

const consentType = 'application/vnd.microsoft.teams.card.file.consent';
const infoType = 'application/vnd.microsoft.teams.card.file.info';

/**
 * Asks whether a file may be put into the person's OneDrive. The contexts come back with the answer, from outside, like the data of
 * a button. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4#message-requesting-permission-to-upload
 */
export function consentMessage({ name, description, sizeInBytes, verb, data }: FileConsent): OutgoingActivity {
  const context = { verb, data };
  return {
    type: 'message',
    summary: `May I put “${name}” into your OneDrive?`,
    attachments: [
      {
        contentType: consentType,
        name,
        content: { description, sizeInBytes, acceptContext: context, declineContext: context },
      },
    ],
  };
}

/** Shows a file that is in OneDrive now. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4#example-of-file-info-card */
export const infoMessage = ({ name, contentUrl, uniqueId, fileType }: NonNullable<Reply['fileInfo']>) =>
  ({
    type: 'message',
    summary: name,
    attachments: [{ contentType: infoType, name, contentUrl, content: { uniqueId, fileType } }],
  }) satisfies OutgoingActivity;

/** Where consent cards do not exist. */
export const filesElsewhere = (offered: boolean): string =>
  offered
    ? 'I offer you the file in your own chat with me: Teams takes files from me only there.'
    : 'Teams takes files from me only in your own chat with me: ask me there.';

/**
 * Where the bytes go comes from outside, whichever way the verb was pressed: an address that is not one of the cloud's file
 * stores is refused before anything is opened there.
 * @throws AideError invalid_input
 */
export function checkUpload(data: Record<string, unknown>, cloud: Pick<Cloud, 'files'>): void {
  if (!Object.hasOwn(data, 'upload')) return;
  if (destination((data.upload as { uploadUrl?: unknown } | null)?.uploadUrl, cloud.files)) return;
  throw new AideError('invalid_input', {
    message: 'an upload address outside of the cloud',
    userMessage: 'The place where the file should go is not in your organisation’s OneDrive.',
    remedy: 'Nothing was sent. Ask me for the file again.',
  });
}
