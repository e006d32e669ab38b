/** GET /office/add-in.json: the Outlook add-in of the app's package, as far as Outlook shows it. */
export interface AddInView {
  /** Of the app. */
  name: string;
  /** Absent: the package has none for mails that are read, or written. */
  read?: AddInButton;
  compose?: AddInButton;
  /** Client id of the app that the add-in signs in with, and the redirect address under which hosts ask for it. */
  clientId: string;
  brokerRedirectUri: string;
}

export interface AddInButton {
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
