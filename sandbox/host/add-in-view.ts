/**
 * GET /office/add-ins, with a Bearer token of the person for the chat service: the Outlook add-ins that the person has, as far as
 * Outlook on the web shows them. They come with the installed app; without the app there are none.
 */
export interface AddInView {
  /** Of the app. */
  name: string;
  /** The buttons of the package for mails that are read, and written, in its order. */
  read: AddInButton[];
  compose: AddInButton[];
  /** Client id of the app that the add-in signs in with, and the redirect address under which hosts ask for it. */
  clientId: string;
  brokerRedirectUri: string;
}

export interface AddInButton {
  id: string;
  label: string;
  /** What it says when one points at it. */
  title: string;
  description: string;
  /** Address of a picture of 16 to 32 pixels. */
  icon: string;
  /** Address of the page that it opens. */
  page: string;
  pinnable: boolean;
}
