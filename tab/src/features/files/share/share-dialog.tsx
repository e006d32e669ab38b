import type { File } from '@aide/contracts/files';
import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  makeStyles,
  Tab,
  TabList,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { AccessList } from './access-list.tsx';
import { LinkForm } from './link-form.tsx';
import { PeopleForm } from './people-form.tsx';

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalM, alignContent: 'start', minHeight: '20rem' },
});

export type ShareTab = 'people' | 'link' | 'access';

/** Share a file with people or by link, and see and change who has access. @param url a link that was made already */
export function ShareDialog(props: { file: File; tab: ShareTab; url?: string; close(): void }) {
  const { file, url, close } = props;
  const styles = useStyles();
  const [tab, setTab] = useState(props.tab);
  return (
    <Dialog open onOpenChange={(_, { open }) => (open ? undefined : close())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle
            action={
              <DialogTrigger action="close">
                <Button appearance="subtle" aria-label="Close" icon={<DismissRegular />} />
              </DialogTrigger>
            }
          >
            {`Share “${file.name}”`}
          </DialogTitle>
          <DialogContent className={styles.content}>
            <TabList
              selectedValue={tab}
              onTabSelect={(_, { value }) => setTab(value as ShareTab)}
              aria-label="Ways to share"
            >
              <Tab value="people">People</Tab>
              <Tab value="link">Link</Tab>
              <Tab value="access">Who has access</Tab>
            </TabList>
            {tab === 'people' ? <PeopleForm file={file} shared={close} /> : null}
            {tab === 'link' ? <LinkForm file={file} made={url} /> : null}
            {tab === 'access' ? <AccessList file={file} /> : null}
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
