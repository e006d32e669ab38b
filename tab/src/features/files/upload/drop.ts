import { type DragEvent, useState } from 'react';

/** Files that were dropped; folders among them are only counted, because a page gets no bytes of them. */
export interface Dropped {
  files: File[];
  folders: number;
}

/** What of a drop is a file. */
export function droppedOf(data: Pick<DataTransfer, 'items'>): Dropped {
  const entries = [...data.items].filter((item) => item.kind === 'file');
  const files = entries.filter((item) => !item.webkitGetAsEntry?.()?.isDirectory);
  return {
    files: files.flatMap((item) => item.getAsFile() ?? []),
    folders: entries.length - files.length,
  };
}

/** Takes files that are dropped on an element. `over`: something is held over it. */
export function useDrop(take: (dropped: Dropped) => void) {
  const [depth, setDepth] = useState(0);
  const isFiles = ({ dataTransfer }: DragEvent) => [...dataTransfer.types].includes('Files');
  return {
    over: depth > 0,
    handlers: {
      // A child is entered before its parent is left, so that entering and leaving are counted.
      onDragEnter: (event: DragEvent) => isFiles(event) && setDepth((d) => d + 1),
      onDragLeave: (event: DragEvent) => isFiles(event) && setDepth((d) => Math.max(0, d - 1)),
      onDragOver(event: DragEvent) {
        if (isFiles(event)) event.preventDefault();
      },
      onDrop(event: DragEvent) {
        if (!isFiles(event)) return;
        event.preventDefault();
        setDepth(0);
        take(droppedOf(event.dataTransfer));
      },
    },
  };
}
