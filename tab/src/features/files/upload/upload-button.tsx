import { Button } from '@fluentui/react-components';
import { ArrowUploadRegular } from '@fluentui/react-icons';
import { useRef } from 'react';

export function UploadButton({ where, upload }: { where: string; upload(files: File[]): void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        appearance="primary"
        icon={<ArrowUploadRegular />}
        title={`To ${where}; you can also drop files on this page`}
        onClick={() => input.current?.click()}
      >
        Upload
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={`Files to upload to ${where}`}
        onChange={({ target }) => {
          upload([...(target.files ?? [])]);
          // The same file again is a choice as well.
          target.value = '';
        }}
      />
    </>
  );
}
