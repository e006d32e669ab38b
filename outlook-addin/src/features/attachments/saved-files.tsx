import type { SavedFile, saveAttachmentsOutput } from '@aide/contracts/mail/outside';
import type { OperationView } from '@aide/contracts/operations';
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { z } from 'zod';
import { Problem } from '../../app/problem.tsx';
import { useWrite } from '../../app/use-write.ts';
import { FileList, rowOfFile, rowOfPart } from './file-list.tsx';

const useStyles = makeStyles({
  files: { display: 'grid', gap: tokens.spacingVerticalM, justifyItems: 'start', minWidth: 0 },
});

/** The files of an operation that saved attachments. */
export const filesOf = ({ receipt }: OperationView): SavedFile[] =>
  (receipt?.result as z.infer<typeof saveAttachmentsOutput> | undefined)?.files ?? [];

interface Props {
  /** That saved them, the later ones those that had failed before. */
  operations: OperationView[];
  /** What saves these alone. */
  inputFor(attachments: string[]): object;
  onSaved(operation: OperationView): void;
}

/** What became of each file. Those that were not saved are tried again, and no others. */
export function SavedFiles({ operations, inputFor, onSaved }: Props) {
  const styles = useStyles();
  const { step, begin } = useWrite();
  const last = new Map(operations.flatMap(filesOf).map((file) => [file.attachment, file]));
  const files = [...last.values()];
  const failed = files.filter(({ state }) => state === 'failed').map(({ attachment }) => attachment);
  const operation = step.at === 'done' ? step.operation : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each operation
  useEffect(() => {
    if (operation) onSaved(operation);
  }, [operation]);
  const again = () => void begin('mail.saveAttachments', inputFor(failed), { settled: true });
  const isWorking = step.at === 'working';
  const parts = new Map((isWorking ? (step.parts ?? []) : []).map((part) => [part.id, part]));
  const rows = files.map((file) => {
    const part = parts.get(file.attachment);
    return part ? rowOfPart(part) : rowOfFile(file);
  });
  return (
    <div className={styles.files}>
      <FileList rows={rows} />
      {step.at === 'form' && step.error !== undefined ? <Problem error={step.error} retry={again} /> : null}
      {failed.length > 0 ? (
        <Button disabledFocusable={isWorking} onClick={again}>
          {failed.length === 1 ? 'Try the file again that was not saved' : `Try ${failed.length} files again`}
        </Button>
      ) : null}
    </div>
  );
}
