import { driveTables } from '../../sandbox/graph/drive/model.ts';
import { saveItem } from '../../sandbox/graph/drive/state.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';

/**
 * Files put straight into a folder of the sandbox: thousands of uploads would take minutes.
 * @param folderId an empty folder; its files are named 'File 00000.txt' and on
 */
export function fillFolder(tenant: Tenant, folderId: string, count: number): void {
  const like = driveTables(tenant).items.get(folderId)!;
  for (let i = 0; i < count; i++)
    saveItem(tenant, {
      ...like,
      id: `${folderId}-${i}`,
      parentId: folderId,
      name: fileName(i),
      isFolder: false,
      size: i,
      mimeType: 'text/plain',
      content: { seed: fileName(i) },
    });
}

export const fileName = (i: number): string => `File ${String(i).padStart(5, '0')}.txt`;
