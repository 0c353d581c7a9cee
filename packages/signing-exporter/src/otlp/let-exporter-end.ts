import type { Agent } from 'node:https';
import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import { type Clock, SYSTEM_CLOCK } from '../ports/clock.js';
import { whenProcessIsToEnd } from '../ports/ending-process.js';
import { LightConnections } from './light-connections.js';
import { retryInOurWay } from './retry-in-our-way.js';

type AgentFactory = (protocol: string) => Agent | Promise<Agent>;

/** What OpenTelemetry's transport of one request has, as far as it is the same in all versions that we know. */
interface HttpTransport {
  readonly _parameters?: { agentFactory?: AgentFactory };
  readonly _utils?: { readonly agent?: Agent } | null;
}

/**
 * Lets an OTLP/HTTP exporter that an SDK has made hold a process no longer than ours, which is told so by {@link letProcessEnd}: nothing but sealed
 * records goes through it, and a receiver that is silent would otherwise hold the process for `OTEL_EXPORTER_OTLP_TIMEOUT`. By private fields, each of
 * which is looked at; any other exporter stays as it is, and so do connections of an agent that the application keeps for more than this.
 *
 * @experimental
 */
export function letExporterEnd(exporter: LogRecordExporter, clock: Clock = SYSTEM_CLOCK): void {
  const { _delegate: delegate } = exporter as { readonly _delegate?: unknown };
  if (typeof delegate !== 'object' || delegate === null) return;
  const { _parameters: parameters, _utils: made } = (retryInOurWay(delegate, clock) ?? {}) as HttpTransport;
  const makeAgent = parameters?.agentFactory;
  if (parameters === undefined || typeof makeAgent !== 'function' || made?.agent !== undefined) return;
  parameters.agentFactory = async (protocol) => {
    const agent = await makeAgent(protocol);
    const another = await makeAgent(protocol);
    if (agent === another) return agent; // the application's own
    another.destroy();
    const connections = new LightConnections(agent, clock);
    whenProcessIsToEnd(() => connections.letGo());
    return agent;
  };
}
