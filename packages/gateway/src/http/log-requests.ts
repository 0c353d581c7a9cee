import type { IncomingMessage } from 'node:http';
import type { GatewayPipeline } from '@otelseal/node/gateway';
import { METRIC_GATEWAY_RECORDS } from '@otelseal/semantic-conventions';
import { JsonInPieces } from '../decode/json-in-pieces.js';
import { jsonRequest } from '../decode/json-request.js';
import { JsonStructure } from '../decode/json-structure.js';
import { protobufRequest } from '../decode/protobuf-request.js';
import { RequestFault } from '../decode/record-fault.js';
import type { RequestOutline } from '../decode/request-outline.js';
import { JSON_VALUE_BYTES, MAX_AROUND_BYTES, MAX_JSON_VALUES } from '../decode/value-bounds.js';
import { VisibleChanges } from '../decode/visible-changes.js';
import type { LogIntake } from '../intake/log-intake.js';
import type { Principal } from '../intake/principal.js';
import { type Intake, tooManySealedStreams } from '../intake/taking.js';
import { BytesInFlight } from './bytes-in-flight.js';
import { DecodedRequests } from './decoded-requests.js';
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

/** What is refused after it was looked at costs a record for so many bytes and for so many values in JSON, a few of which make a real one. */
const BYTES_PER_RECORD = 1_024;
const JSON_VALUES_PER_RECORD = 64;
/** Bytes of a request in JSON that are looked at in one turn: a millisecond, and some twenty before the engine has compiled what looks. */
const LOOKED_AT_ONCE = 131_072;
/** A record takes as much of the spool as one of at least so many bytes: a seal has its own size. */
const LEAST_RECORD_BYTES = 256;

/** What was taken of a request, and why the rest was not. */
export interface TakenRequest {
  readonly rejected: number;
  readonly message: string;
}

/** What a request costs a principal of its quotas, also one that is refused. */
export interface Spent {
  /** After decompression, counted as they come. */
  bytes: number;
  /** One for each record, more for large ones. */
  records: number;
}

/** Takes export requests: 200 only for what is on disk, under a signed checkpoint. */
export class LogRequests {
  readonly #pipeline: GatewayPipeline;
  readonly #intake: LogIntake;
  readonly #inFlight = new BytesInFlight();
  readonly #decoded = new DecodedRequests();
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
  async take(
    request: IncomingMessage,
    encoding: OtlpEncoding,
    principal: Principal,
    spent: Spent,
  ): Promise<TakenRequest> {
    this.#requireRoom(Number(request.headers['content-length'] ?? 0) || 0);
    const share = this.#inFlight.share(principal.name);
    try {
      const read = (): Promise<Buffer> => readBody(request, share.add, spent);
      const { intake, records, message } = await this.#taken(read, encoding, principal, spent);
      return intake === undefined ? { rejected: 0, message } : await this.#acknowledged(intake, records, principal);
    } finally {
      share.end();
    }
  }

  /**
   * Reads a request and brings its records into the spool. Ends before the disk is waited for: whoever waits holds nothing of the request, which
   * could otherwise outlive two rounds of the garbage collector and be left to the slow one.
   */
  async #taken(
    read: () => Promise<Buffer>,
    encoding: OtlpEncoding,
    principal: Principal,
    spent: Spent,
  ): Promise<TakenRecords> {
    const body = await read();
    this.#requireRoom(body.length);
    await this.#intake.turn(principal, body.length);
    const turn = (): Promise<void> => this.#intake.turn(principal);
    const structure = await structureOf(body, encoding, spent, turn);
    const leave = await this.#decoded.enter(principal.name, body.length + (structure?.values ?? 0) * JSON_VALUE_BYTES);
    try {
      const changes = new VisibleChanges();
      const outline = await outlined(body, structure, changes, turn);
      const { records } = outline;
      if (records === 0) return { records, intake: undefined, message: this.#nothingIn(changes) };
      spent.records = Math.max(spent.records, records);
      const bytes = body.length + records * LEAST_RECORD_BYTES + bytesAround(outline);
      this.#requireRoom(bytes);
      if (this.#isLate && !(await this.#isOnDisk())) throw notDurable(); // nothing is taken that could not be acknowledged
      if (principal.passesSeals && body.includes('audit.payload')) {
        await this.#requireSealedStreams(outline, principal, changes);
      }
      const intake = await this.#reserving(bytes, () => this.#intake.take(outline, principal, changes, encoding));
      spent.records = intake.cost;
      return { records, intake, message: '' };
    } finally {
      leave();
    }
  }

  async #acknowledged(intake: Intake, records: number, principal: Principal): Promise<TakenRequest> {
    if (intake.sealed + intake.passed > 0 && (intake.notTaken > 0 || !(await this.#isOnDisk()))) throw notDurable();
    this.#count(intake);
    const { rejected } = intake;
    if (rejected.count === records) {
      const waitSeconds = rejected.throttled === 0 ? undefined : this.#intake.waitSeconds(principal);
      throw new RequestRefused(allRejected(intake), rejected.message, waitSeconds);
    }
    return { rejected: rejected.count, message: rejected.message };
  }

  /** Without a record nobody would see that there was something which this version of OTLP does not have, such as a misspelt member. */
  #nothingIn(changes: VisibleChanges): string {
    this.#intake.tell(changes);
    const unknown = changes.count('unknown_field');
    return unknown === 0 ? '' : `The request has no records, and ${unknown} fields that OTLP does not have.`;
  }

  /** Who sends more new streams of sealed records than it may comes again with all of them. Looked for only when it could be. */
  async #requireSealedStreams(outline: RequestOutline, principal: Principal, changes: VisibleChanges): Promise<void> {
    const { records } = outline;
    if (!this.#intake.mayBeginTooManySealed(principal, records)) return;
    const forget = changes.mark(); // what is changed is counted when it is taken
    const waitSeconds = await this.#intake.beginSealed(outline, principal);
    forget();
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
  async #reserving<Result>(bytes: number, take: () => Promise<Result>): Promise<Result> {
    this.#reserved += bytes;
    try {
      return await take();
    } finally {
      this.#reserved -= bytes;
    }
  }

  #requireRoom(bytes: number): void {
    if (this.#pipeline.hasRoomFor(this.#reserved + bytes)) return;
    const { waitsFor, telemetry } = this.#pipeline;
    const whom = receivers(waitsFor);
    telemetry.reportOnce('ERR_GATEWAY_SPOOL_FULL', `The spool is full until ${whom} taken what is in it; ${TILL_THEN}`);
    throw new RequestRefused(503, `The spool is full until ${whom} taken what is in it.`, FULL_SECONDS);
  }

  #count({ sealed, passed, rejected: { unreadable, forbidden, throttled } }: Intake): void {
    for (const [outcome, count] of Object.entries({ sealed, passed, unreadable, forbidden, throttled })) {
      if (count > 0) this.#pipeline.telemetry.add(METRIC_GATEWAY_RECORDS, count, { outcome });
    }
    if (throttled > 0) this.#pipeline.telemetry.reportOnce('ERR_GATEWAY_STREAMS', TOO_MANY_STREAMS);
  }
}

interface TakenRecords {
  readonly records: number;
  /** None where there are no records. */
  readonly intake: Intake | undefined;
  readonly message: string;
}

const TILL_THEN =
  'clients are asked to come again, also for a receiver that takes everything. Bring back the one that is away, raise spool.maxBytes, or take it out of the settings.';

function receivers(names: GatewayPipeline['waitsFor']): string {
  if (names.length === 0) return 'the receiver behind has';
  return names.length === 1 ? `the ${names[0]} receiver has` : `the ${names.join(' and the ')} receiver have`;
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

/** Of a request in JSON, looked at in slices; protobuf is read piece by piece. @throws RequestRefused */
async function structureOf(
  body: Buffer,
  encoding: OtlpEncoding,
  spent: Spent,
  turn: () => Promise<void>,
): Promise<JsonStructure | undefined> {
  spent.records = Math.ceil(body.length / BYTES_PER_RECORD);
  if (encoding !== 'application/json') return undefined;
  const structure = new JsonStructure(body, MAX_JSON_VALUES);
  await readably(async () => {
    while (!structure.look(LOOKED_AT_ONCE)) await turn();
  });
  spent.records = Math.max(spent.records, Math.ceil(structure.values / JSON_VALUES_PER_RECORD));
  return structure;
}

/** Of resources, which the spool repeats for every scope. @throws RequestRefused */
function bytesAround({ groups }: RequestOutline): number {
  const bytes = groups.reduce((sum, { resourceKey }) => sum + resourceKey.length, 0);
  if (bytes <= MAX_AROUND_BYTES) return bytes;
  const text = `Its resources, one for each scope, have more than ${MAX_AROUND_BYTES} bytes; send smaller batches.`;
  throw new RequestRefused(413, text);
}

function outlined(
  body: Buffer,
  structure: JsonStructure | undefined,
  changes: VisibleChanges,
  turn: () => Promise<void>,
): Promise<RequestOutline> {
  return readably(async () => {
    if (structure === undefined) return protobufRequest(body, changes);
    return jsonRequest(await new JsonInPieces(body, turn).parsed(structure.whole, changes), changes);
  });
}

async function readably<Read>(read: () => Promise<Read>): Promise<Read> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof RequestFault) throw new RequestRefused(cause.status, cause.message);
    throw cause;
  }
}
