import fc from 'fast-check';
import type { Door } from './doors/door.ts';
import { doors } from './doors/index.ts';
import { type Answer, createGun, describeShot, type Shot } from './shot.ts';
import type { Target } from './target.ts';

export interface FuzzOptions {
  seed: number;
  /** Shots in all. */
  inputs: number;
  /** Only doors with these names. */
  only?: string[];
  inFlight?: number;
  /** Told after each batch. @returns what is wrong with Aide itself by now */
  look?(sent: number): Promise<string[]>;
}

export interface Fuzzed {
  sent: number;
  /** By door and status; '-': the connection was closed without a word. */
  statuses: Record<string, Record<string, number>>;
  faults: string[];
}

/** Shots that are made at once. Their seeds follow from the run's, so that the same seed gives the same shots. */
const batch = 250;
/** More than anybody reads. */
const mostFaults = 25;

/** Shoots at all doors by their shares; the same seed and number give the same inputs. */
export async function fuzz(target: Target, options: FuzzOptions): Promise<Fuzzed> {
  const { seed, inputs, only, inFlight = 8, look } = options;
  const chosen = doors.filter(({ name }) => !only || only.includes(name));
  const shares = chosen.reduce((sum, { share }) => sum + share, 0);
  const result: Fuzzed = { sent: 0, statuses: {}, faults: [] };
  const gun = createGun(target.url);
  try {
    const left = chosen.map((door) => ({
      door,
      left: Math.ceil((inputs * door.share) / shares),
      shots: door.shots(target),
    }));
    for (let round = 0; left.some((d) => d.left > 0) && result.faults.length < mostFaults; round++)
      for (const [i, of] of left.entries()) {
        const count = Math.min(of.left, Math.max(1, Math.round((batch * 12 * of.door.share) / shares)));
        if (count <= 0) continue;
        of.left -= count;
        const statuses = result.statuses[of.door.name] ?? {};
        result.statuses[of.door.name] = statuses;
        const shots = fc.sample(of.shots, { numRuns: count, seed: seed + round * 1_000 + i });
        await salvo(shots, inFlight, async (shot) => {
          const fault = await one(gun.fire, of.door, shot, statuses);
          result.sent++;
          if (fault) result.faults.push(`${of.door.name}: ${fault}\n${describeShot(shot)}`);
        });
        result.faults.push(...((await look?.(result.sent)) ?? []));
      }
  } finally {
    gun.close();
  }
  return result;
}

async function salvo(shots: Shot[], inFlight: number, fire: (shot: Shot) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let shot = shots[next++]; shot; shot = shots[next++]) await fire(shot);
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
}

/** @returns what is wrong with the answer */
async function one(
  fire: (shot: Shot) => Promise<Answer | undefined>,
  door: Door,
  shot: Shot,
  statuses: Record<string, number>,
): Promise<string | undefined> {
  let answer: Answer | undefined;
  try {
    answer = await fire(shot);
  } catch (error) {
    return `no answer: ${(error as Error).message}`;
  }
  const { status } = answer ?? {};
  statuses[status ?? '-'] = (statuses[status ?? '-'] ?? 0) + 1;
  if (!answer || status === undefined)
    return shot.raw || shot.body !== undefined ? undefined : 'closed without an answer';
  if (status >= 500 && !door.mayAnswer?.includes(status)) return `answered ${status}: ${answer.body.slice(0, 600)}`;
  return shot.raw ? undefined : wrongWith(answer);
}

/** What every answer has, whatever was asked. */
function wrongWith({ status, headers, body }: Answer): string | undefined {
  if (headers['x-content-type-options'] !== 'nosniff') return `${status} without the security headers`;
  if (!String(headers['content-security-policy']).includes('frame-ancestors')) return `${status} without a policy`;
  if (/\n {4}at |node_modules|\.ts:\d+/.test(body) && !String(headers['content-type']).includes('javascript'))
    return `${status} shows a stack: ${body.slice(0, 300)}`;
  return undefined;
}
