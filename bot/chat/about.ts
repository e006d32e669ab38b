/** The name under which the ledger finds what was done with a conversation of emails (`Action.about`), whichever feature did it. */
export const mailThread = (conversationId: string | undefined): string[] =>
  conversationId ? [`mail:${conversationId}`] : [];
