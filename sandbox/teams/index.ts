import type { Part } from '../app.ts';

export const registerTeams: Part = async () => undefined;
