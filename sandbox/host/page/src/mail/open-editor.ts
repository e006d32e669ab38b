/** The text of the draft that is open for writing, for what sits beside the form. */
export interface EditorHandle {
  /** Where the cursor is, or was last. @param html is cleaned before */
  insert(html: string): void;
}

let current: EditorHandle | undefined;

export const openEditor = (): EditorHandle | undefined => current;

/** @returns takes it back */
export function announceEditor(editor: EditorHandle): () => void {
  current = editor;
  return () => {
    if (current === editor) current = undefined;
  };
}
