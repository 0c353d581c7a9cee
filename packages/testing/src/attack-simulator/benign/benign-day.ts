import type { Happening } from '../timeline.js';
import { customers, type Ground, marketingRush, officeMorning } from './crowds.js';
import {
  administration,
  agentDay,
  buildRobot,
  forgottenPermission,
  healthCheck,
  syncJob,
} from './staff-and-machines.js';

const DAY_MS = 86_400_000;

/** Events of one customer session on average; a test holds it against what comes out. */
const EVENTS_A_SESSION = 8.4;

/** How often a machine does something in a service of 200,000 events a day; in a smaller one more seldom. */
const MACHINE_EVERY_MS = 4_000;
const LARGE = 200_000;

/** All that goes on without any attack: about `eventsADay` events a day. */
export function benignDay(ground: Ground, eventsADay: number): Happening[] {
  const { world, random } = ground;
  const officeEvents = world.offices.length * 150 * EVENTS_A_SESSION;
  const everyMs = MACHINE_EVERY_MS * Math.max(1, LARGE / eventsADay);
  const machineEvents = (1.4 * DAY_MS) / everyMs + 6 * 600 + world.agents.length * 170;
  const rest = Math.max(1_000, eventsADay - officeEvents - machineEvents) / EVENTS_A_SESSION;
  const own = (): Ground => ({ ...ground, random: random.fork() });
  return [
    customers(own(), rest * 0.9),
    marketingRush(own(), Math.round(rest * 0.1)),
    ...world.offices.map((office) => officeMorning(own(), office)),
    ...world.agents.map((agent) => agentDay(own(), agent)),
    syncJob(own(), everyMs),
    ...[1, 2, 3, 4, 5, 6].map((number) => buildRobot(own(), `svc-ci-${number}`, number === 1)),
    healthCheck(own(), everyMs * 2.5),
    forgottenPermission(own(), random.sample(world.users, 40)),
    administration(own()),
  ];
}
