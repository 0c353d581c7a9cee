import { MAX_MESSAGE_BYTES, type SigningConstraints } from './signing-constraints.js';

/** The first line to a signer process. It holds no secret. */
export interface SignerSetting {
  /** Absolute. */
  readonly keyFile: string;
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
  readonly constraints: SigningConstraints;
}

/** Its first answer. */
export type SignerGreeting =
  | { readonly publicKey: string }
  | { readonly error: { readonly code: string; readonly message: string } };

/** Each further line; `message` in base64. */
export interface SignRequest {
  readonly id: number;
  readonly message: string;
}

/** `signature` in base64. */
export type SignAnswer =
  | { readonly id: number; readonly signature: string }
  | { readonly id: number; readonly refused: string };

/** Longest line in either direction: a message in base64 and its frame. */
export const MAX_LINE_BYTES: number = Math.ceil(MAX_MESSAGE_BYTES / 3) * 4 + 128;

/** A JSON object of one line, or undefined for anything else. */
export function parsedLine(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
