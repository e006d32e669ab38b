import type { Part } from '../app.ts';

export const registerEntra: Part = async () => undefined;
