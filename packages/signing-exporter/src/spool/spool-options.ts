import { SigningError } from '../signing-error.js';
import { present, requirePositive, type Some } from '../signing-exporter-options.js';

/**
 * The durable way in.
 * @stable
 */
export interface SpoolOptions {
  /** Folder of this service; created 0700 if missing. Each process works in a locked folder of its own below it. */
  readonly directory: string;
  /** All segments together, those of claimed orphans too; when full, new records are not sealed. Default 268,435,456 (256 MiB). */
  readonly maxBytes: number;
  /** Undelivered segments older than this go to the dead-letter folder. Default 604,800,000 ms (7 days). */
  readonly maxAgeMs: number;
  /**
   * A segment beyond this size is ended with the next confirmation by the disk. Default 8,388,608 (8 MiB), and at most a quarter of
   * `maxBytes`: only a segment that has ended gives its room back.
   */
  readonly segmentBytes: number;
  /** The dead-letter folder; beyond it the oldest files go. Default 67,108,864 (64 MiB). */
  readonly maxDeadLetterBytes: number;
  /**
   * Delivered segments, kept so that `repair` can send again what a verifier misses; beyond it, and when the disk is full,
   * the oldest go. Default 67,108,864 (64 MiB): some 30,000 records; 1 keeps none.
   */
  readonly maxKeptBytes: number;
  /** … and how long. Default 172,800,000 ms (48 h): what a nightly verification misses is there for two nights. */
  readonly maxKeptAgeMs: number;
  /** How often folders of dead processes are looked for. Default 60,000 ms. */
  readonly orphanIntervalMs: number;
  /** How long an owner that cannot be asked (another host or container) may be silent before it counts as dead. Default 300,000 ms. */
  readonly leaseMs: number;
}

/** @stable */
export const SPOOL_DEFAULTS: Omit<SpoolOptions, 'directory'> = Object.freeze({
  maxBytes: 268_435_456,
  maxAgeMs: 604_800_000,
  segmentBytes: 8_388_608,
  maxDeadLetterBytes: 67_108_864,
  maxKeptBytes: 67_108_864,
  maxKeptAgeMs: 172_800_000,
  orphanIntervalMs: 60_000,
  leaseMs: 300_000,
});

/** In a spool that is smaller than its segments nothing would end, and nothing be given back, once it is full. */
const LEAST_SEGMENTS = 4;

/** @throws SigningError `ERR_OPTION_INVALID` */
export function resolveSpool(options: Some<SpoolOptions>): SpoolOptions {
  const resolved = { ...SPOOL_DEFAULTS, directory: '', ...present(options) };
  if (typeof resolved.directory !== 'string' || resolved.directory === '') {
    throw new SigningError('ERR_OPTION_INVALID', 'spool.directory must name a folder.');
  }
  requirePositive('spool', resolved, [
    'maxBytes',
    'maxAgeMs',
    'segmentBytes',
    'maxDeadLetterBytes',
    'maxKeptBytes',
    'maxKeptAgeMs',
    'orphanIntervalMs',
    'leaseMs',
  ]);
  const mostOfOne = Math.max(1, Math.floor(resolved.maxBytes / LEAST_SEGMENTS));
  return { ...resolved, segmentBytes: Math.min(resolved.segmentBytes, mostOfOne) };
}
