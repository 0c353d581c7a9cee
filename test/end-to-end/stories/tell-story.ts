import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { type Keys, otelseal } from '../otelcol/command.ts';
import type { ApplicationSettings, Said } from './application.ts';

const APPLICATION = fileURLToPath(new URL('application.ts', import.meta.url));
const PATIENCE_MS = 30_000;

/** A store that a story is told in. */
export interface StoryStore {
  /** Where the application sends to. */
  readonly otlpUrl: string;
  /** How the command names it for one service. */
  source(service: string): readonly string[];
  /** Whether the record of an incident can be found by its detector. */
  sees(service: string, detector: string): Promise<boolean>;
  /** All that is stored of a service, as the store gives it. */
  everything(service: string): Promise<string>;
  /** What the attacker does afterwards, with the store's own tools: the records with these numbers go. */
  erase(service: string, numbers: readonly number[]): Promise<void>;
}

export interface Story {
  readonly name: 'airline' | 'health';
  readonly service: string;
  readonly client: string;
  readonly actor: string;
  /** Attributes of the resource: where it runs. */
  readonly resource: Readonly<Record<string, string>>;
}

export interface Told {
  /** When the first event of the story was made; milliseconds since 1970. */
  readonly beganMs: number;
  readonly incidents: readonly Extract<Said, { said: 'incident' }>[];
  /** From the incident to the moment when a query finds its record in the store, by detector, in milliseconds. */
  readonly arrivalMs: Readonly<Record<string, number>>;
  readonly verified: Answer;
  readonly byActor: Answer;
  readonly byClient: Answer;
  readonly stored: string;
}

export interface Answer {
  readonly code: number;
  readonly out: string;
}

/** Lets the service run through its story and asks the store what happened. */
export async function tellStory(
  story: Story,
  store: StoryStore,
  { keyFile, trust }: Keys,
  spool: string,
  settings: Partial<ApplicationSettings> = {},
): Promise<Told> {
  const { service, resource } = story;
  const arrivals: Promise<[string, number]>[] = [];
  const incidents: Extract<Said, { said: 'incident' }>[] = [];
  let beganMs = Number.NaN;
  await run(story.name, { service, keyFile, url: store.otlpUrl, spool, resource, ...settings }, (line) => {
    if (line.said === 'began') beganMs = line.atMs;
    if (line.said !== 'incident') return;
    incidents.push(line);
    if (line.state === 'opened') arrivals.push(arrival(store, service, line.detector, line.atMs));
  });
  const arrivalMs = Object.fromEntries(await Promise.all(arrivals));
  const source = store.source(service);
  const ask = async (...args: string[]): Promise<Answer> => otelseal(...args, ...source, '--trust', trust);
  return {
    beganMs,
    incidents,
    arrivalMs,
    verified: await ask('verify'),
    byActor: await ask('investigate', '--actor', story.actor),
    byClient: await ask('investigate', '--client', story.client),
    stored: await store.everything(service),
  };
}

/** An index that is just being made answers with an error: then nothing is to be seen yet. */
async function arrival(store: StoryStore, service: string, detector: string, atMs: number): Promise<[string, number]> {
  for (const untilMs = atMs + PATIENCE_MS; Date.now() < untilMs; ) {
    if (await store.sees(service, detector).catch(() => false)) return [detector, Date.now() - atMs];
    await new Promise((settle) => setTimeout(settle, 20));
  }
  return [detector, Number.POSITIVE_INFINITY];
}

/** The application in a process of its own. */
function run(name: string, settings: ApplicationSettings, heard: (line: Said) => void): Promise<void> {
  return new Promise((settle, refuse) => {
    const child = spawn(process.execPath, [APPLICATION, name, JSON.stringify(settings)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [rest, errors] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) heard(JSON.parse(line) as Said);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.once('error', refuse);
    child.once('close', (code) =>
      code === 0 ? settle() : refuse(new Error(`the story ended with ${code}: ${errors}`)),
    );
  });
}
