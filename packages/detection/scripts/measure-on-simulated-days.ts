/*
 * What the detectors catch on simulated days, attack by attack, how soon, and how often they cry wolf on benign ones. Prints the tables of
 * docs/measured.md; `--write` puts them there. Needs a build; takes half an hour of CPU with the defaults. A long run may be done in
 * parts: `--keep FILE` adds the days to what the file has and shows all of them.
 * Run: node packages/detection/scripts/measure-on-simulated-days.ts [days] [first seed] [benign events a day, 0 for no benign days]
 *      [--only-benign] [--keep FILE] [--write]
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { ATTACK_NAMES, type AttackName, type Difficulty } from '@otelseal/testing';
import { ANCHOR_RULES } from './anchor-rules.ts';
import { type Day, judgeDay, type Timing } from './judge-day.ts';

interface Judged {
  readonly day: Day;
  readonly caught: readonly Timing[];
  readonly missed: readonly string[];
  readonly falseIncidents: readonly string[];
}

const ATTACKED_EVENTS = 20_000;
const ATTACKED: readonly Difficulty[] = ['easy', 'evasive'];

function judged(day: Day): Judged {
  const { timings, missed, falseIncidents } = judgeDay(day);
  return {
    day,
    caught: timings,
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
const seconds = (ms: number): string =>
  `${ms < 100_000 ? (ms / 1_000).toFixed(1) : Math.round(ms / 1_000).toLocaleString('en')} s`;

const attackedDays = (done: readonly Judged[], difficulty: Difficulty) =>
  done.filter(({ day }) => day.difficulty === difficulty);

/** `30 of 30 | 6 | 5.1 s | 0; 29 of 30 within 1` */
function cellOf(days: readonly Judged[], attack: AttackName): string {
  const caught = days.flatMap((day) => day.caught.filter((one) => one.attack === attack));
  if (caught.length === 0) return `0 of ${days.length} | — | — | —`;
  const after = median(caught.map(({ afterEvents }) => afterEvents));
  const time = seconds(median(caught.map(({ afterMs }) => afterMs)));
  const late = caught.flatMap(({ afterEvents, ruleAtEvent }) =>
    ruleAtEvent === undefined ? [] : [afterEvents - ruleAtEvent],
  );
  const inTime = late.filter((events) => events <= 1).length;
  const lateness = late.length === 0 ? '—' : `${median(late)}; ${inTime} of ${late.length} within 1`;
  return `${caught.length} of ${days.length} | ${after} | ${time} | ${lateness}`;
}

function table(done: readonly Judged[], difficulty: Difficulty): string[] {
  const days = attackedDays(done, difficulty);
  const caught = days.reduce((sum, day) => sum + day.caught.length, 0);
  return [
    `## ${difficulty === 'easy' ? 'As tools do them' : 'Hiding'}: ${percent(caught, days.length * ATTACK_NAMES.length)} caught`,
    '',
    '| attack | caught | after events | after | rule of the anchor | events after it |',
    '|---|---|---|---|---|---|',
    ...ATTACK_NAMES.map((attack) => {
      const [recall, events, time, late] = cellOf(days, attack).split(' | ');
      return `| \`${attack}\` | ${recall} | ${events} | ${time} | ${ANCHOR_RULES[attack]?.name ?? '—'} | ${late} |`;
    }),
    '',
  ];
}

function falseIncidents(benign: readonly Judged[]): string {
  if (benign.length === 0) return 'No whole benign day was part of this run.';
  const wolves = benign.flatMap(({ falseIncidents }) => falseIncidents);
  const byDetector = Object.entries(Object.groupBy(wolves, (detector) => detector)).map(
    ([detector, all]) => `${detector} ${all?.length}`,
  );
  const events = (benign[0]?.day.events ?? 0).toLocaleString('en');
  const which = byDetector.length === 0 ? '' : ` (${byDetector.join(', ')})`;
  return `False incidents on ${benign.length} benign days of ${events} events: **${wolves.length}**${which}.`;
}

function tables(done: readonly Judged[]): string {
  const benign = done.filter(({ day }) => day.difficulty === undefined);
  const seeds = [...new Set(done.map(({ day }) => day.seed))].toSorted((a, b) => a - b);
  const attacked = done.length - benign.length;
  return [
    `Seeds ${seeds[0]} to ${seeds.at(-1)}: ${attacked / ATTACKED.length} days with all ${ATTACK_NAMES.length} attacks in each form.`,
    falseIncidents(benign),
    '',
    ...table(done, 'easy'),
    ...table(done, 'evasive'),
  ].join('\n');
}

/** The days of this run, and those of runs before it. */
function keptWith(path: string | undefined, done: readonly Judged[]): readonly Judged[] {
  if (path === undefined) return done;
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Judged[]) : [];
  const all = [...before, ...done];
  writeFileSync(path, JSON.stringify(all));
  return all;
}

if (isMainThread) {
  const given = process.argv.slice(2);
  const keep = given.includes('--keep') ? given[given.indexOf('--keep') + 1] : undefined;
  const numbers = given.filter((argument) => /^\d+$/.test(argument));
  const [days = 30, first = 1, benignEvents = 1_000_000] = numbers.map(Number);
  const seeds = Array.from({ length: days }, (_, day) => first + day);
  const isBenignOnly = given.includes('--only-benign');
  const plan: Day[] = seeds.flatMap((seed) => [
    ...(benignEvents === 0 ? [] : [{ seed, events: benignEvents }]),
    ...(isBenignOnly ? [] : ATTACKED.map((difficulty) => ({ seed, events: ATTACKED_EVENTS, difficulty }))),
  ]);
  const text = tables(keptWith(keep, await onAllCores(plan)));
  console.log(text);
  if (given.includes('--write')) {
    const page = `# What was measured

Every attack of the simulator (\`packages/testing/src/attack-simulator\`) on each of several days, among the traffic of a shop: shared
addresses, mistyping, stale password managers, roaming phones, office mornings, a broken build robot, health checks, a marketing rush, a
release with a missing permission. *After events* is the median number of the attack's own events until the first incident that is right
about it, *after* the median time from the first event, and *events after it* how many events of the attack passed between the one that met
the published rule, computed apart from the detectors, and the incident (median; negative: earlier; and how many were noticed within one
event of it). An attack that joins an incident which was open before it began counts as noticed at its end. An attack on a whole tenant may be
noticed at the event of somebody who mistypes meanwhile. The simulator and the detectors were written for each other: the table
shows that the detectors do what they say, and does not replace a replay of your own history (\`otelseal replay\`).

Given by \`node packages/detection/scripts/measure-on-simulated-days.ts\`, which says how.

${text}
Attacks are woven into days of 20,000 events, in which an attacker is a large part of the traffic. Nearly all detectors look at one client, account
or session, and do not care how much else goes on; the exception, spraying from many machines, was tried in services of up to a million
events a day as well: [noticed after 17 to 37 of its events](../src/detectors/password-spraying/README.md). Evasive transactions and readings
are missed where the victim's own habits hide them.
`;
    writeFileSync(new URL('../docs/measured.md', import.meta.url), page);
  }
} else parentPort?.on('message', (day: Day) => parentPort?.postMessage(judged(day)));
