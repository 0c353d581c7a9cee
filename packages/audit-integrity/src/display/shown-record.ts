import type { CheckpointPayload, Leaf, TilePayload } from '../sealed-payload.js';
import type { Mismatch } from './mismatch.js';

/** A record as one store shows it: all that a verifier asks of it, whatever the store does to records. */
export interface ShownRecord {
  /** Where a person finds it. */
  readonly place: string;
  /** The carried text; undefined when nothing of that name is there, '' when it is no text. */
  payload(): string | undefined;
  /** What the seal's visible attributes say; nobody signed them as they stand here. */
  header(): SealHeader;
  /** Whether the store keeps times to the nanosecond. */
  readonly keepsTime: boolean;
  /** The time that it shows in nanoseconds; undefined when there is none, or when the store keeps less of it. */
  time(): string | undefined;
  /** The first field in which the display of a leaf differs, or undefined. */
  ofLeaf(leaf: Leaf, payload: string): Mismatch | undefined;
  /** The same for a checkpoint or a tile, which show a body that is derived from what they carry. */
  ofControl(control: CheckpointPayload | TilePayload, body: string, payload: string): Mismatch | undefined;
  /** The field by which a record without a seal claims to be a security record, if it does. */
  claim(): string | undefined;
}

export interface SealHeader {
  readonly stream: string | undefined;
  readonly sequence: number | undefined;
}

/** Whether an event or an attribute of this name speaks as a security record. */
export function isOurs(name: string): boolean {
  return name.startsWith('security.') || name.startsWith('audit.');
}
