import { ROOT_CONTEXT } from '@opentelemetry/api';
import type { ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import type { CommitLevel, SelfTelemetry } from '@otelseal/semantic-conventions';
import {
  type AuditLogRecordProcessor,
  type SealedPassage,
  type SinkName,
  SPOOL_DEFAULTS,
  type StreamClaim,
} from '@otelseal/signing-exporter';
import { ConfigurationError } from '../configuration/configuration-error.js';
import type { DeliveryEvent } from '../delivery/delivery-event.js';
import { DeliveryNotices, type NoticeClock, SYSTEM_CLOCK } from '../delivery/delivery-notices.js';
import { pipelineTo, type SecurityPipeline, spoolingStage } from '../security-pipeline.js';
import { OpenTelemetrySelfTelemetry, type ReportSink } from '../telemetry/open-telemetry-self-telemetry.js';
import { CollectingStage } from './collecting-stage.js';
import { type GatewaySettings, openedSettings } from './gateway-settings.js';

/**
 * The pipeline behind a receiver: what an application's records go through, for records of others.
 *
 * @experimental
 */
export interface GatewayPipeline {
  /** Counts and reports, for whoever stands before it. */
  readonly telemetry: SelfTelemetry;
  /** How the spool holds records: bytes that came so can be kept as they are. */
  readonly contentType: 'application/json' | 'application/x-protobuf';
  /** Whether the spool takes what a request of so many bytes becomes; an empty one takes any. */
  hasRoomFor(bytes: number): boolean;
  /** Receivers for which most of what the spool holds waits: it empties when they take it. None when all have all. */
  readonly waitsFor: readonly SinkName[];
  /** Streams opened since the beginning; what one call opens is the difference. */
  readonly openedStreams: number;
  /** Whether a stream is open for what this resource speaks for. */
  hasStream(resource: ReadWriteLogRecord['resource'], claim: StreamClaim): boolean;
  /** Enriched, sanitized, watched, sealed and in the spool's file when this returns. Never throws. @returns how many were not taken */
  take(records: readonly ReadWriteLogRecord[], claim: StreamClaim): number;
  /** Records that carry a seal, unchanged and counter-sealed. Never throws. @returns how many were not taken */
  pass(passages: readonly SealedPassage[], claim: StreamClaim): number;
  /**
   * Gets what is to be said about delivery, once an episode of trouble and once at its end, each in a turn of its own; what happened before
   * comes first. Not after `shutdown`.
   */
  onDeliveryEvent(tell: (event: DeliveryEvent) => void): void;
  /** How far everything taken before the call has come. Never rejects. */
  committed(level: CommitLevel, options: { readonly timeoutMs: number }): Promise<CommitLevel | 'none'>;
  /** Closes the streams and delivers, within `shutdownTimeoutMillis`. Never rejects. */
  shutdown(): Promise<void>;
}

/**
 * Opens the spool and everything else that the settings name. What a dead process left in the spool is delivered from now on.
 *
 * @throws ConfigurationError
 * @experimental
 */
export function openGatewayPipeline(
  settings: GatewaySettings,
  report?: ReportSink,
  clock: NoticeClock = SYSTEM_CLOCK,
): GatewayPipeline {
  const opened = openedSettings(settings);
  const telemetry = new OpenTelemetrySelfTelemetry(report);
  telemetry.releaseEarlyReports();
  try {
    let claim: StreamClaim | undefined;
    const notices = new DeliveryNotices(undefined, clock);
    const seal = spoolingStage(opened, opened.delivery, notices.watching(telemetry), () => claim);
    const stages = pipelineTo(new CollectingStage(seal), opened, telemetry);
    return new RunningPipeline(stages, seal, telemetry, {
      // What is sealed now is sealed for this principal; everything up to the seal happens within one call.
      of(current, run) {
        claim = current;
        try {
          return run();
        } finally {
          claim = undefined;
        }
      },
      ended: opened.endSigner,
      notices,
      capacity: opened.delivery.spool.maxBytes ?? SPOOL_DEFAULTS.maxBytes,
    });
  } catch (cause) {
    opened.endSigner();
    const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown };
    const isSpool = String(code).includes('SPOOL') || String(message).startsWith('spool.');
    throw new ConfigurationError(
      isSpool ? 'ERR_SPOOL' : 'ERR_OPTION_INVALID',
      isSpool ? opened.delivery.setting : 'options',
      String(message),
      { cause },
    );
  }
}

/** A sealed record carries its text twice, and the seal. */
const GROWTH = 4;
/** A receiver for which so much less waits than for another one does not hold the spool. */
const MOST_OF_IT = 1 / 2;
/** Opening leaves, checkpoints and tiles that a request may bring with it. */
const SEALS_OWN_BYTES = 65_536;

interface PipelinePorts {
  readonly notices: DeliveryNotices;
  /** Bytes of the spool. */
  readonly capacity: number;
  of<Result>(claim: StreamClaim, run: () => Result): Result;
  ended(): void;
}

class RunningPipeline implements GatewayPipeline {
  readonly telemetry: SelfTelemetry;
  readonly #stages: SecurityPipeline<CollectingStage>;
  readonly #seal: AuditLogRecordProcessor;
  readonly #ports: PipelinePorts;

  constructor(
    stages: SecurityPipeline<CollectingStage>,
    seal: AuditLogRecordProcessor,
    telemetry: SelfTelemetry,
    ports: PipelinePorts,
  ) {
    this.#stages = stages;
    this.#seal = seal;
    this.telemetry = telemetry;
    this.#ports = ports;
  }

  get contentType(): GatewayPipeline['contentType'] {
    return this.#seal.contentType;
  }

  get openedStreams(): number {
    return this.#seal.openedStreams;
  }

  hasStream(resource: ReadWriteLogRecord['resource'], claim: StreamClaim): boolean {
    return this.#ports.of(claim, () => this.#seal.hasStream(resource));
  }

  get waitsFor(): readonly SinkName[] {
    const waiting = this.#seal.backlogs.filter(({ bytes }) => bytes > 0);
    const most = Math.max(...waiting.map(({ bytes }) => bytes));
    return waiting.filter(({ bytes }) => bytes >= most * MOST_OF_IT).map(({ sink }) => sink);
  }

  hasRoomFor(bytes: number): boolean {
    const { room } = this.#seal;
    const needed = Math.min(bytes * GROWTH + SEALS_OWN_BYTES, this.#ports.capacity / 2);
    return room > 0 && room >= needed;
  }

  take(records: readonly ReadWriteLogRecord[], claim: StreamClaim): number {
    const { enrich, sanitize, detect, seal } = this.#stages;
    return this.#ports.of(claim, () => {
      seal.begin();
      for (const record of records) {
        enrich.onEmit(record, ROOT_CONTEXT);
        sanitize.onEmit(record, ROOT_CONTEXT);
        detect?.onEmit(record, ROOT_CONTEXT);
        seal.onEmit(record);
      }
      return seal.end();
    });
  }

  pass(passages: readonly SealedPassage[], claim: StreamClaim): number {
    return this.#ports.of(claim, () => this.#seal.pass(passages));
  }

  onDeliveryEvent(tell: (event: DeliveryEvent) => void): void {
    this.#ports.notices.tellTo(tell);
  }

  committed(level: CommitLevel, options: { readonly timeoutMs: number }): Promise<CommitLevel | 'none'> {
    return this.#seal.committed(level, options);
  }

  async shutdown(): Promise<void> {
    this.#ports.notices.end();
    const ended = this.#stages.detect?.shutdown(); // it tells the totals of open incidents before the streams are closed
    await this.#seal.shutdown();
    await ended;
    this.#ports.ended();
  }
}
