import type { Part } from './app.ts';

export const registerControl: Part = async () => undefined;
