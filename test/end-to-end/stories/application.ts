// A service of one of the two stories, in a process of its own: `node application.ts <story> <settings as JSON>`. Prints one JSON line for
// each incident that its own detection opens or raises, and one when everything is delivered.
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { createOtelseal } from '@otelseal/node';
import type { Act } from './act.ts';
import { airline } from './airline.ts';
import { health } from './health.ts';

export interface ApplicationSettings {
  readonly service: string;
  readonly keyFile: string;
  readonly url: string;
  readonly spool: string;
  /** Attributes of the resource besides. */
  readonly resource: Readonly<Record<string, string>>;
}

/** What an application says on its standard output. */
export type Said =
  | {
      readonly said: 'incident';
      readonly state: string;
      readonly detector: string;
      readonly severity: string;
      readonly summary: string;
      /** From the call that emits the event that tips the scales to the application's own answer. */
      readonly latencyMs: number;
      /** Milliseconds since 1970. */
      readonly atMs: number;
    }
  /** Just before the first event. */
  | { readonly said: 'began'; readonly atMs: number }
  | { readonly said: 'delivered' };

const STORIES: Readonly<Record<string, (act: Act) => Promise<void>>> = { airline, health };
const [name = '', text = '{}'] = process.argv.slice(2);
const { service, keyFile, url, spool, resource } = JSON.parse(text) as ApplicationSettings;
let emittedAt = 0;

const otelseal = createOtelseal(
  {
    signing: { keyFile },
    otlp: { url },
    spool: { directory: spool },
    onIncident: ({ state, detector, severity, summary }) => {
      const latencyMs = performance.now() - emittedAt;
      say({ said: 'incident', state, detector, severity, summary, latencyMs, atMs: Date.now() });
    },
  },
  { environment: {} },
);
const sdk = new NodeSDK({
  resource: resourceFromAttributes({ 'service.name': service, 'service.instance.id': `${service}-1`, ...resource }),
  autoDetectResources: false,
  instrumentations: [],
  logRecordProcessors: otelseal.processors,
});
sdk.start();
say({ said: 'began', atMs: Date.now() });
await STORIES[name]?.((emit) => {
  emittedAt = performance.now();
  emit();
});
if ((await otelseal.committed('delivered', { timeoutMs: 60_000 })) !== 'delivered') throw new Error('not delivered');
await sdk.shutdown();
say({ said: 'delivered' });

function say(line: Said): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
