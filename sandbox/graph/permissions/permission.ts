/** Which permissions open a route. Names as in the permission reference; any one of a list is enough. */
export interface Permission {
  /** With a signed-in person, for what is their own. */
  delegated: string[];
  /** With a signed-in person, for what is somebody else's, where that takes more. Default: the same. */
  others?: string[];
  /** Somebody else's is open only when they shared it with the signed-in person as well. */
  onlyShared?: boolean;
  /** Without a person. Empty: not possible. */
  application: string[];
  /** Sites.Selected opens it as well, for the sites that the app was granted: the handler looks which. */
  selected?: boolean;
  /** Where this is written, for what the permission reference leaves out. */
  source?: string;
}
