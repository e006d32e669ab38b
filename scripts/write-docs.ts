import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { features } from '../bot/features/index.ts';
import { permissionsPage } from '../bot/features/permissions.ts';

writeFileSync(join(import.meta.dirname, '../docs/permissions.md'), permissionsPage(features));
