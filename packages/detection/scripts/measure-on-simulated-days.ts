/*
 * What the detectors catch on simulated days, attack by attack, and how often they cry wolf on benign ones. Prints the tables of
 * docs/measured.md; `--write` puts them there. Needs a build; takes half an hour of CPU with the defaults.
 * Run: node packages/detection/scripts/measure-on-simulated-days.ts [days] [first seed] [benign events a day] [--write]
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { ATTACK_NAMES, type Difficulty } from '@otelseal/testing';
import { type Day, judgeDay } from './judge-day.ts';

interface Judged {
  readonly day: Day;
  readonly caught: readonly { readonly attack: string; readonly afterEvents: number }[];
  readonly missed: readonly string[];
  readonly falseIncidents: readonly string[];
}

const ATTACKED_EVENTS = 20_000;

function judged(day: Day): Judged {
  const { caught, missed, falseIncidents } = judgeDay(day);
  return {
    day,
    caught: caught.map(({ campaign, afterEvents }) => ({ attack: campaign.attack, afterEvents })),
    missed: missed.map(({ attack }) => attack),
    falseIncidents: falseIncidents.map(({ detector }) => detector),
  };
}

async function onAllCores(days: readonly Day[]): Promise<Judged[]> {
  const waiting = [...days];
  const done: Judged[] = [];
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url));
      const next = (): void => {
        const day = waiting.shift();
        if (day === undefined) {
          void worker.terminate();
          resolve();
        } else worker.postMessage(day);
      };
      worker.on('message', (result: Judged) => {
        done.push(result);
        next();
      });
      worker.on('error', reject);
      next();
    });
  await Promise.all(Array.from({ length: availableParallelism() }, one));
  return done;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

function tables(done: readonly Judged[], arguments_: readonly string[]): string {
  const attacked = (difficulty: Difficulty) => done.filter(({ day }) => day.difficulty === difficulty);
  const cell = (difficulty: Difficulty, attack: string): string => {
    const days = attacked(difficulty);
    const after = days.flatMap(({ caught }) =>
      caught.filter((one) => one.attack === attack).map((one) => one.afterEvents),
    );
    return `${after.length} of ${days.length} | ${after.length === 0 ? '—' : median(after)}`;
  };
  const recall = (difficulty: Difficulty): string => {
    const days = attacked(difficulty);
    const caught = days.reduce((sum, day) => sum + day.caught.length, 0);
    return percent(caught, days.length * ATTACK_NAMES.length);
  };
  const benign = done.filter(({ day }) => day.difficulty === undefined);
  const wolves = benign.flatMap(({ falseIncidents }) => falseIncidents);
  const byDetector = Object.entries(Object.groupBy(wolves, (detector) => detector)).map(
    ([detector, all]) => `${detector} ${all?.length}`,
  );
  const rows = ATTACK_NAMES.map((attack) => `| \`${attack}\` | ${cell('easy', attack)} | ${cell('evasive', attack)} |`);
  return [
    `Given by \`node packages/detection/scripts/measure-on-simulated-days.ts ${arguments_.join(' ')}\`.`,
    '',
    `Caught: **${recall('easy')}** of easy attacks, **${recall('evasive')}** of evasive ones. False incidents on ${benign.length} benign days of`,
    `${(benign[0]?.day.events ?? 0).toLocaleString('en')} events: **${wolves.length}**${byDetector.length === 0 ? '' : ` (${byDetector.join(', ')})`}.`,
    '',
    '| attack | easy: caught | after events | evasive: caught | after events |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

if (isMainThread) {
  const numbers = process.argv.slice(2).filter((argument) => /^\d+$/.test(argument));
  const [days = 30, first = 1, benignEvents = 1_000_000] = numbers.map(Number);
  const seeds = Array.from({ length: days }, (_, day) => first + day);
  const plan: Day[] = seeds.flatMap((seed) => [
    { seed, events: benignEvents },
    { seed, events: ATTACKED_EVENTS, difficulty: 'easy' },
    { seed, events: ATTACKED_EVENTS, difficulty: 'evasive' },
  ]);
  const text = tables(await onAllCores(plan), [String(days), String(first), String(benignEvents)]);
  console.log(text);
  if (process.argv.includes('--write')) {
    const page = `# What was measured

Every attack of the simulator (\`packages/testing/src/attack-simulator\`) on each of several days, among the traffic of a shop: shared
addresses, mistyping, stale password managers, roaming phones, office mornings, a broken build robot, health checks, a marketing rush, a
release with a missing permission. *After events* is the median number of the attack's own events until the first incident that is right
about it. The simulator and the detectors were written for each other: the table shows that the detectors do what they say, and does not
replace a replay of your own history (\`otelseal replay\`).

${text}

An evasive distributed spraying (thirty machines, two tries each, a quarter of an hour) drowns in the mistyping of a large service by
design: what would see it, what other tenants see, is not in one process. Evasive transactions and readings are missed where the victim's
own habits hide them.
`;
    writeFileSync(new URL('../docs/measured.md', import.meta.url), page);
  }
} else parentPort?.on('message', (day: Day) => parentPort?.postMessage(judged(day)));
