import type { IncomingMessage } from 'node:http';
import type { GatewayPipeline } from '@otelseal/node/gateway';
import { METRIC_GATEWAY_RECORDS } from '@otelseal/semantic-conventions';
import { jsonRequest } from '../decode/json-request.js';
import { protobufRequest } from '../decode/protobuf-request.js';
import { RequestFault } from '../decode/record-fault.js';
import type { RequestOutline } from '../decode/request-outline.js';
import { VisibleChanges } from '../decode/visible-changes.js';
import type { LogIntake } from '../intake/log-intake.js';
import type { Principal } from '../intake/principal.js';
import { type Intake, tooManySealedStreams } from '../intake/taking.js';
import { BytesInFlight } from './bytes-in-flight.js';
import { GroupCommit } from './group-commit.js';
import type { OtlpEncoding } from './otlp-answer.js';
import { readBody } from './request-body.js';
import { RequestRefused } from './request-refused.js';

/** A client waits ten seconds by default; it should have an answer before it gives up. */
const COMMIT_TIMEOUT_MS = 5_000;
/** Retry-After while the spool is full: it empties as fast as the receiver takes. */
const FULL_SECONDS = 5;
/** Retry-After when the disk or the root of the keys did not answer in time. */
const LATE_SECONDS = 1;

/** What was taken of a request, and why the rest was not. */
export interface TakenRequest {
  readonly rejected: number;
  readonly message: string;
  /** Bytes, as they were sent. */
  readonly bytes: number;
}

/** Takes export requests: 200 only for what is on disk, under a signed checkpoint. */
export class LogRequests {
  readonly #pipeline: GatewayPipeline;
  readonly #intake: LogIntake;
  readonly #inFlight = new BytesInFlight();
  readonly #commits: GroupCommit;
  /** Bytes of requests that are on their way into the spool. */
  #reserved = 0;
  /** The disk, or the root of the keys, did not answer in time: until it does, clients would send the same again and again. */
  #isLate = false;

  constructor(pipeline: GatewayPipeline, intake: LogIntake) {
    this.#pipeline = pipeline;
    this.#intake = intake;
    this.#commits = new GroupCommit(
      async () => (await pipeline.committed('spooled', { timeoutMs: COMMIT_TIMEOUT_MS })) !== 'none',
    );
  }

  /** @throws RequestRefused */
  async take(request: IncomingMessage, encoding: OtlpEncoding, principal: Principal): Promise<TakenRequest> {
    this.#requireRoom(Number(request.headers['content-length'] ?? 0) || 0);
    const share = this.#inFlight.share();
    try {
      const body = await readBody(request, share.add);
      return { ...(await this.#takeBody(body, encoding, principal)), bytes: body.length };
    } finally {
      share.end();
    }
  }

  async #takeBody(body: Buffer, encoding: OtlpEncoding, principal: Principal) {
    this.#requireRoom(body.length);
    const changes = new VisibleChanges();
    const outline = outlined(body, encoding, changes);
    if (outline.records === 0) return { rejected: 0, message: '' };
    if (this.#isLate && !(await this.#isOnDisk())) throw notDurable(); // nothing is taken that could not be acknowledged
    await this.#requireSealedStreams(body, encoding, principal, outline.records);
    const intake = await this.#taken(body.length, () => this.#intake.take(outline, principal, changes, encoding));
    if (intake.sealed + intake.passed > 0 && (intake.notTaken > 0 || !(await this.#isOnDisk()))) throw notDurable();
    this.#count(intake);
    const { rejected } = intake;
    if (rejected.count === outline.records) {
      const waitSeconds = rejected.throttled === 0 ? undefined : this.#intake.waitSeconds(principal);
      throw new RequestRefused(allRejected(intake), rejected.message, waitSeconds);
    }
    return { rejected: rejected.count, message: rejected.message };
  }

  /** Who sends more new streams of sealed records than it may comes again with all of them. Looked for only when it could be. */
  async #requireSealedStreams(body: Buffer, encoding: OtlpEncoding, principal: Principal, records: number) {
    if (!principal.passesSeals || !body.includes('audit.payload')) return;
    if (!this.#intake.mayBeginTooManySealed(principal, records)) return;
    const again = outlined(body, encoding, new VisibleChanges()); // what is changed is counted when it is taken
    const waitSeconds = await this.#intake.beginSealed(again, principal);
    if (waitSeconds === 0) return;
    const { telemetry } = this.#pipeline;
    telemetry.add(METRIC_GATEWAY_RECORDS, records, { outcome: 'throttled' });
    telemetry.reportOnce('ERR_GATEWAY_STREAMS', TOO_MANY_STREAMS);
    throw new RequestRefused(429, `${tooManySealedStreams(principal)}.`, waitSeconds);
  }

  async #isOnDisk(): Promise<boolean> {
    const isOnDisk = await this.#commits.settled();
    this.#isLate = !isOnDisk;
    return isOnDisk;
  }

  /** What others are being taken for is not there for this one. */
  async #taken<Result>(bytes: number, take: () => Promise<Result>): Promise<Result> {
    this.#reserved += bytes;
    try {
      return await take();
    } finally {
      this.#reserved -= bytes;
    }
  }

  #requireRoom(bytes: number): void {
    if (this.#pipeline.hasRoomFor(this.#reserved + bytes)) return;
    throw new RequestRefused(503, 'The spool is full until the receiver behind has taken what is in it.', FULL_SECONDS);
  }

  #count({ sealed, passed, rejected: { unreadable, forbidden, throttled } }: Intake): void {
    for (const [outcome, count] of Object.entries({ sealed, passed, unreadable, forbidden, throttled })) {
      if (count > 0) this.#pipeline.telemetry.add(METRIC_GATEWAY_RECORDS, count, { outcome });
    }
    if (throttled > 0) this.#pipeline.telemetry.reportOnce('ERR_GATEWAY_STREAMS', TOO_MANY_STREAMS);
  }
}

const TOO_MANY_STREAMS =
  'A principal begins more streams than it may; records of new services, or of newly sealed streams, have to wait. If all of them are real, raise gateway.newStreamsPerHour and sealing.maxStreams, or gateway.newSealedStreamsPerHour.';

/** What may come again should; what nobody here may say is forbidden, what nobody can read is a bad request. */
function allRejected({ rejected }: Intake): number {
  if (rejected.throttled > 0) return 429;
  return rejected.unreadable === 0 ? 403 : 400;
}

function notDurable(): RequestRefused {
  return new RequestRefused(503, 'The records could not be made durable; send them again.', LATE_SECONDS);
}

function outlined(body: Buffer, encoding: OtlpEncoding, changes: VisibleChanges): RequestOutline {
  try {
    return encoding === 'application/json' ? jsonRequest(body, changes) : protobufRequest(body, changes);
  } catch (cause) {
    if (cause instanceof RequestFault) throw new RequestRefused(cause.status, cause.message);
    throw cause;
  }
}
