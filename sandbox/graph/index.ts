import type { Part } from '../app.ts';

export const registerGraph: Part = async () => undefined;
