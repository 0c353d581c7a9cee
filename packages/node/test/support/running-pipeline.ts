import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { afterEach } from 'vitest';
import type { OtelsealOptions } from '../../src/configuration/otelseal-options.js';
import { createOtelseal, type Otelseal } from '../../src/create-otelseal.js';

export interface RunningPipeline {
  readonly otelseal: Otelseal;
  readonly provider: LoggerProvider;
  readonly logger: ReturnType<LoggerProvider['getLogger']>;
  /** Every report, once per code. */
  readonly reports: string[];
  /** The sum of counters whose name has all these parts. */
  count(...parts: string[]): number;
}

const running: LoggerProvider[] = [];

/** A LoggerProvider with Otelseal in it, whose variables are only the given ones. Ends with the test. */
export function runningPipeline(options: OtelsealOptions, environment: Record<string, string> = {}): RunningPipeline {
  const reports: string[] = [];
  const otelseal = createOtelseal(options, { environment, report: (line) => void reports.push(line) });
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ 'service.name': 'shop' }),
    processors: otelseal.processors,
  });
  running.push(provider);
  const count = (...parts: string[]): number =>
    Object.entries(otelseal.counters())
      .filter(([name]) => parts.every((part) => name.includes(part)))
      .reduce((sum, [, value]) => sum + value, 0);
  return { otelseal, provider, logger: provider.getLogger('app'), reports, count };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((provider) => provider.shutdown()));
});
