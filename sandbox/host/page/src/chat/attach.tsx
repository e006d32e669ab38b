import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Spinner,
  Tag,
  TagGroup,
  tokens,
} from '@fluentui/react-components';
import { AttachRegular, DocumentRegular } from '@fluentui/react-icons';
import { useEffect, useMemo, useRef, useState } from 'react';
import { createGraph, type Graph } from '../api/graph.ts';
import { readable } from '../api/http.ts';
import { useNotify } from '../app/notices.tsx';
import { useSession } from '../session/session.tsx';

export interface ChosenFile {
  driveItemId: string;
  name: string;
}

const scopes = ['User.Read', 'Files.ReadWrite'].map((name) => `https://graph.microsoft.com/${name}`).join(' ');
/** Where Teams puts what people upload to chats: a folder of their OneDrive. */
const folder = 'Microsoft Teams Chat Files';

const useStyles = makeStyles({
  chosen: { flexWrap: 'wrap', marginBottom: '4px' },
  hidden: { display: 'none' },
  surface: { maxWidth: 'min(480px, calc(100vw - 24px))' },
  list: { display: 'flex', flexDirection: 'column', gap: '2px', maxHeight: '50vh', overflowY: 'auto' },
  file: { justifyContent: 'flex-start', fontWeight: tokens.fontWeightRegular, minWidth: 0 },
});

/** Files for a message: from this computer, which go to the person's OneDrive first, or from there. */
export function AttachButton({ onChosen }: { onChosen(file: ChosenFile): void }) {
  const styles = useStyles();
  const notify = useNotify();
  const { tenant, tokens: tokenFor } = useSession();
  const graph = useMemo(
    () => createGraph(tenant.graph, () => tokenFor(scopes), window.fetch.bind(window)),
    [tenant, tokenFor],
  );
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [choosing, setChoosing] = useState(false);

  const upload = async (file: File) => {
    setBusy(true);
    try {
      const path = [folder, file.name].map(encodeURIComponent).join('/');
      const item = await graph.call<{ id: string; name: string }>(
        `me/drive/root:/${path}:/content?@microsoft.graph.conflictBehavior=rename`,
        { method: 'PUT', body: file },
      );
      onChosen({ driveItemId: item.id, name: item.name });
    } catch (error) {
      notify(readable(error), 'error');
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            appearance="transparent"
            icon={busy ? <Spinner size="tiny" /> : <AttachRegular />}
            aria-label={busy ? 'Uploading' : 'Attach a file'}
            disabledFocusable={busy}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => input.current?.click()}>Upload from this computer</MenuItem>
            <MenuItem onClick={() => setChoosing(true)}>Choose from OneDrive</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <input
        ref={input}
        type="file"
        className={styles.hidden}
        aria-label="File to upload"
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void upload(file);
        }}
      />
      {choosing && (
        <Picker
          graph={graph}
          onChosen={(file) => {
            setChoosing(false);
            if (file) onChosen(file);
          }}
        />
      )}
    </>
  );
}

/** What is going to be sent along, each to be taken out again. */
export function ChosenFiles({ files, onChange }: { files: ChosenFile[]; onChange(files: ChosenFile[]): void }) {
  const styles = useStyles();
  if (files.length === 0) return null;
  return (
    <TagGroup
      aria-label="Files of the message"
      className={styles.chosen}
      onDismiss={(_, { value }) => onChange(files.filter(({ driveItemId }) => driveItemId !== value))}
    >
      {files.map(({ driveItemId, name }) => (
        <Tag key={driveItemId} value={driveItemId} dismissible dismissIcon={{ 'aria-label': 'Remove' }}>
          {name}
        </Tag>
      ))}
    </TagGroup>
  );
}

interface Item {
  id: string;
  name: string;
  folder?: object;
}

/** The person's OneDrive, a folder at a time. */
function Picker({ graph, onChosen }: { graph: Graph; onChosen(file?: ChosenFile): void }) {
  const styles = useStyles();
  const [at, setAt] = useState<Item[]>([]);
  const [items, setItems] = useState<Item[]>();
  const [error, setError] = useState<string>();
  const here = at.at(-1);
  useEffect(() => {
    let shown = true;
    setItems(undefined);
    graph
      .all<Item>(`me/drive/${here ? `items/${encodeURIComponent(here.id)}` : 'root'}/children?$select=id,name,folder`)
      .then((found) => shown && setItems(found))
      .catch((problem: unknown) => shown && setError(readable(problem)));
    return () => {
      shown = false;
    };
  }, [graph, here]);
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onChosen()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{here ? here.name : 'Your OneDrive'}</DialogTitle>
          <DialogContent>
            {error ? (
              <p role="alert">{error}</p>
            ) : !items ? (
              <Spinner label="Reading files" />
            ) : (
              <div className={styles.list}>
                {here && <Button onClick={() => setAt(at.slice(0, -1))}>Back</Button>}
                {items.length === 0 && <p>Nothing is here.</p>}
                {items.map((item) => (
                  <Button
                    key={item.id}
                    appearance="subtle"
                    className={styles.file}
                    icon={item.folder ? undefined : <DocumentRegular />}
                    onClick={() =>
                      item.folder ? setAt([...at, item]) : onChosen({ driveItemId: item.id, name: item.name })
                    }
                  >
                    {item.folder ? `${item.name}/` : item.name}
                  </Button>
                ))}
              </div>
            )}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>Cancel</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
