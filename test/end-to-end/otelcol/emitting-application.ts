import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { createOtelseal } from '@otelseal/node';
import { R10, R35 } from '@otelseal/testing';

export interface EmittingApplication {
  readonly service: string;
  readonly keyFile: string;
  /** The collector's address. */
  readonly url: string;
  readonly protocol?: 'http/json' | 'http/protobuf';
  /** Login failures in each burst; a burst ends with a checkpoint. */
  readonly bursts: readonly number[];
  /** Called between bursts. */
  readonly betweenBursts?: (burst: number) => Promise<void>;
  /** Ordinary application records, too. Default 0. */
  readonly ordinary?: number;
  /** Attributes of the application's own on every login failure. Default none. */
  readonly own?: Readonly<Record<string, string>>;
}

/**
 * A small application with Otelseal in it: login failures by number (`user-1`, `user-2`, …), everything delivered and the streams
 * closed when this resolves. Throws when something was not delivered.
 */
export async function emitLoginFailures(application: EmittingApplication): Promise<void> {
  const {
    service,
    keyFile,
    url,
    protocol = 'http/protobuf',
    bursts,
    betweenBursts,
    ordinary = 0,
    own = {},
  } = application;
  const otelseal = createOtelseal(
    { signing: { keyFile }, otlp: { url, protocol }, detection: { mode: 'off' } },
    { environment: {} },
  );
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.instance.id': `${service}-1` }),
    processors: otelseal.processors,
  });
  const logger = provider.getLogger('app', '1.0.0');
  let user = 0;
  for (const [burst, count] of bursts.entries()) {
    for (let each = 0; each < count; each += 1) {
      user += 1;
      const { 'audit.record.id': _id, 'log.record.uid': _uid, ...attributes } = R35.attributes;
      logger.emit({
        ...R35,
        attributes: { ...attributes, 'audit.actor.id': `user-${user}`, 'session.id': `session-${user}`, ...own },
      });
    }
    for (let each = 0; each < ordinary; each += 1)
      logger.emit({ body: `ordinary ${each}`, attributes: { ...R10.attributes } });
    const reached = await otelseal.committed('delivered', { timeoutMs: 60_000 });
    if (reached !== 'delivered') throw new Error(`burst ${burst} was not delivered: ${reached}`);
    await betweenBursts?.(burst);
  }
  await provider.shutdown();
}
