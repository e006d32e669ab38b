import type { Area } from '../area.ts';

/** OneDrive and the document libraries of SharePoint. https://learn.microsoft.com/graph/api/resources/onedrive */
export const drive: Area = { name: 'drive', workload: 'drive', routes: [] };
