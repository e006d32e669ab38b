import type { Part } from '../app.ts';

export const registerHost: Part = async () => undefined;
