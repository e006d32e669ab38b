import type { Permission } from './permission.ts';

/** Microsoft To Do. */
export const todoPermissions: Record<string, Permission> = {};
