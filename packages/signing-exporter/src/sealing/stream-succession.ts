import {
  openStream,
  type SealedRecord,
  type StreamOptions,
  type StreamSealer,
  signatureLine,
  type UnixTime,
} from '@otelseal/audit-integrity/sealing';
import { METRIC_INTERNAL_ERRORS } from '@otelseal/semantic-conventions';
import type { SigningError } from '../signing-error.js';
import { Deferral } from './deferral.js';
import { draftEpoch, type Epoch, type EpochDraft } from './epoch-draft.js';
import { RootCertification } from './root-certification.js';
import type { LaneOrigin } from './sealing-lane.js';
import type { SealingOptions, SealingPorts } from './sealing-ports.js';
import { settledAttributes } from './settled-attributes.js';
import { provisionalEpoch } from './stand-in-root.js';

/** A stream ends this long before its certificate does. */
const LAST_SECONDS = 60;

/** What the lane does with the records that belong to the stream itself. */
export interface SuccessionEvents {
  /** A control leaf, to be sent next. */
  leaf(sealed: SealedRecord): void;
  /** The outgoing key's last checkpoint, which covers everything so far. */
  outgoing(checkpoint: SealedRecord): void;
  /** The last chance to say something in the stream. */
  ending(): void;
  /** The stream has its closing leaf. */
  ended(): void;
  /** A root vouches for everything sealed so far. */
  endorsed(): void;
}

/**
 * The streams of one lane, one at a time, and their keys. A stream begins at once: certified where the root can sign at
 * once, else provisionally, and then the root's endorsement is asked for until it comes. Each epoch key gives way to the
 * next one after a few minutes, and each stream to its successor when it is long, old, or its certificate ends.
 */
export class StreamSuccession {
  readonly #ports: SealingPorts;
  readonly #options: SealingOptions;
  readonly #origin: LaneOrigin;
  readonly #events: SuccessionEvents;
  readonly deferral: Deferral;
  #sealer: StreamSealer | undefined;
  #epoch: Epoch | undefined;
  #openedAtMs = 0;
  #epochAtMs = 0;
  #epochAtSeconds = 0;
  #predecessor: StreamOptions['predecessor'];
  #asking: { readonly purpose: 'endorsement' | 'rotation' | 'successor'; readonly stop: () => void } | undefined;

  constructor(ports: SealingPorts, options: SealingOptions, origin: LaneOrigin, events: SuccessionEvents) {
    this.#ports = ports;
    this.#options = options;
    this.#origin = origin;
    this.#events = events;
    this.deferral = new Deferral(options);
  }

  /** Undefined before {@link keepUp}, after {@link end}, and where no stream can begin, such as before 1970. */
  get sealer(): StreamSealer | undefined {
    return this.#sealer;
  }

  /** What time and length demand: the first stream, the next key, the next stream. Never throws. */
  keepUp(now: UnixTime = this.#ports.clock.wallTime(), nowMs: number = this.#nowMs): void {
    const sealer = this.#sealer;
    if (sealer === undefined) {
      this.#begin();
      return;
    }
    const seconds = Math.max(now[0], sealer.time[0]);
    if (seconds > (this.#epoch as Epoch).notAfter - LAST_SECONDS) this.#beginAfterwards();
    else if (this.deferral.isOpen || this.#asking?.purpose === 'successor') return;
    else if (this.#isOld(sealer, nowMs)) this.#askForSuccessor();
    else if (this.#asking === undefined && this.#isKeyOld(seconds, nowMs)) this.#askForNextKey(sealer);
  }

  /** After a sleep the certificate may have ended: then no further leaf can be valid, not even the closing one. */
  end(reason: string): void {
    const sealer = this.#sealer;
    if (sealer === undefined) return;
    this.#stopAsking();
    const now = this.#timeOf(sealer);
    if (now[0] <= (this.#epoch as Epoch).notAfter) {
      this.#events.ending();
      this.#events.leaf(sealer.close({ reason }, now));
    }
    this.#events.ended();
    this.#predecessor = { stream: sealer.streamId, size: sealer.size, root: sealer.root() };
    this.#sealer = undefined;
    this.#epoch = undefined;
  }

  #begin(): void {
    try {
      const draft = this.#draft(this.#newStreamId(), 1, this.#ports.clock.wallTime());
      this.deferral.begin(this.#nowMs);
      this.#ask('endorsement', {
        draft: () => draft, // the very text that the stream opens with
        certified: (epoch) => (this.#sealer === undefined ? this.#open(epoch) : this.#endorse(this.#sealer, epoch)),
      });
      if (this.#sealer === undefined) this.#open(provisionalEpoch(draft), true);
    } catch (cause) {
      this.#stopAsking();
      const { telemetry } = this.#ports;
      telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code: 'ERR_SEAL_FAILED' });
      telemetry.reportOnce('ERR_SEAL_FAILED', 'No stream can begin; what comes now is declared once one can.', cause);
    }
  }

  #beginAfterwards(): void {
    this.end('certificate ends');
    this.#begin();
  }

  #askForSuccessor(): void {
    this.#ask('successor', {
      draft: () => this.#draft(this.#newStreamId(), 1, this.#ports.clock.wallTime()),
      certified: (epoch) => {
        this.end('succeeded');
        this.#open(epoch);
      },
    });
  }

  /** Valid from the stream's own time on, which is ahead of a clock that was set back. */
  #askForNextKey(sealer: StreamSealer): void {
    const { epoch } = this.#epoch as Epoch;
    this.#ask('rotation', {
      draft: () => this.#draft(sealer.streamId, epoch + 1, this.#timeOf(sealer)),
      certified: (next) => this.#rotate(sealer, next),
    });
  }

  #open(epoch: Epoch, provisional = false): void {
    const { identity, retention, resource } = this.#origin;
    const { minimumRetentionSeconds, sealedBy } = this.#options;
    this.#predecessor ??= this.#ports.inherited?.(identity, retention);
    const sealer = openStream({
      identity,
      retention,
      streamId: epoch.streamId,
      certificate: epoch.certificate,
      epochKey: epoch,
      provisional: provisional || this.#ports.signer.ephemeral === true,
      randomBytes: this.#ports.randomBytes,
      predecessor: this.#predecessor,
      minimumRetentionSeconds: Object.hasOwn(minimumRetentionSeconds, retention)
        ? minimumRetentionSeconds[retention]
        : undefined,
      signer: sealedBy,
      neighbours: Object.keys(settledAttributes(resource)),
      now: this.#ports.clock.wallTime(),
    });
    this.#sealer = sealer;
    this.#openedAtMs = this.#nowMs;
    this.#beginEpoch(sealer, epoch);
    this.#events.leaf(sealer.open);
    if (provisional) return;
    this.#asking = undefined;
    this.deferral.end();
    this.#events.endorsed();
  }

  #endorse(sealer: StreamSealer, epoch: Epoch): void {
    if (this.#timeOf(sealer)[0] > epoch.notAfter) return; // too late for a leaf; the next stream asks again
    const leaf = sealer.endorse(epoch, this.#timeOf(sealer)); // if it throws, the root is asked again
    this.#asking = undefined;
    this.deferral.end();
    this.#events.leaf(leaf);
    this.#events.endorsed();
  }

  /** From here on nothing refers to the outgoing key. */
  #rotate(sealer: StreamSealer, next: Epoch): void {
    const outgoing = this.#epoch as Epoch;
    if (this.#timeOf(sealer)[0] > outgoing.notAfter) return;
    const signature = outgoing.sign(new TextEncoder().encode(next.text));
    const countersignature = signatureLine({ name: sealer.origin, publicKey: outgoing.publicKey, signature });
    const certificate = next.certificate + countersignature;
    const [leaf, checkpoint] = sealer.rotate({ certificate, epochKey: next }, this.#timeOf(sealer));
    this.#asking = undefined;
    this.#beginEpoch(sealer, next);
    this.#events.leaf(leaf);
    this.#events.outgoing(checkpoint);
  }

  #beginEpoch(sealer: StreamSealer, epoch: Epoch): void {
    this.#epoch = epoch;
    this.#epochAtMs = this.#nowMs;
    this.#epochAtSeconds = sealer.time[0];
  }

  #isOld({ size }: StreamSealer, nowMs: number): boolean {
    const { maxStreamAgeMs, maxStreamRecords } = this.#options;
    return size >= maxStreamRecords || nowMs >= this.#openedAtMs + maxStreamAgeMs;
  }

  /** By either clock: the one that only goes forward stands still while a machine sleeps. */
  #isKeyOld(seconds: number, nowMs: number): boolean {
    const { epochMs, serverless, signTimeoutMs } = this.#options;
    const { signer } = this.#ports;
    if (serverless || signer.ephemeral === true) return false; // a root in this memory protects no more than the key itself
    const aheadMs = signer.signNow === undefined ? Math.min(signTimeoutMs, epochMs / 2) : 0;
    const dueMs = epochMs - aheadMs;
    return nowMs >= this.#epochAtMs + dueMs || (seconds - this.#epochAtSeconds) * 1_000 >= dueMs;
  }

  #ask(
    purpose: 'endorsement' | 'rotation' | 'successor',
    request: { readonly draft: () => EpochDraft; readonly certified: (epoch: Epoch) => void },
  ): void {
    this.#stopAsking();
    const asking = new RootCertification(this.#ports, this.#options.signTimeoutMs, {
      ...request,
      refused: (error) => this.#refused(error),
    });
    this.#asking = { purpose, stop: () => asking.stop() };
    asking.start();
  }

  #stopAsking(): void {
    this.#asking?.stop();
    this.#asking = undefined;
  }

  #refused(error: SigningError): void {
    const { telemetry } = this.#ports;
    telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code: error.code });
    telemetry.reportOnce(error.code, error.message, error.cause);
  }

  #draft(streamId: string, epoch: number, from: UnixTime): EpochDraft {
    const lifetimeMs = this.#options.certificateLifetimeMs;
    return draftEpoch({ identity: this.#origin.identity, streamId, epoch, from, lifetimeMs });
  }

  #newStreamId(): string {
    return Buffer.from(this.#ports.randomBytes(16)).toString('hex');
  }

  /** The clock's time, or the stream's where that is later. */
  #timeOf({ time }: StreamSealer): UnixTime {
    const now = this.#ports.clock.wallTime();
    return now[0] > time[0] || (now[0] === time[0] && now[1] > time[1]) ? now : time;
  }

  get #nowMs(): number {
    return this.#ports.clock.monotonicMs();
  }
}
