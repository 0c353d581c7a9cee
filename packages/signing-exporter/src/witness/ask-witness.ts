import { cosignaturesOf } from '@otelseal/audit-integrity/sealing';
import { withoutTracing } from '../delivery/without-tracing.js';
import type { ConfiguredWitness } from './witness-options.js';

/** Longest answer that is read. */
const MAX_ANSWER_BYTES = 16_384;
const MAX_DIRECTORY_LENGTH = 2_048;

/** What a witness said. */
export interface WitnessReply {
  /** HTTP's. */
  readonly status: number;
  readonly text: string;
  /** The checkpoint of its directory, if it is the witness's own; else empty. */
  readonly directory: string;
}

/** One request to the witness; rejects when there is no answer in time, or one that is too long. */
export function askWitness(witness: ConfiguredWitness, path: string, body: string): Promise<WitnessReply> {
  return withoutTracing(() => ask(witness, path, body));
}

async function ask(witness: ConfiguredWitness, path: string, body: string): Promise<WitnessReply> {
  const response = await fetch(new URL(path, witness.url), {
    method: 'POST',
    body,
    headers: { Authorization: `Bearer ${witness.token}`, 'Content-Type': 'text/plain; charset=utf-8' },
    redirect: 'error',
    signal: AbortSignal.timeout(witness.timeoutMs),
  });
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_ANSWER_BYTES) throw new Error(`The witness answers with more than ${MAX_ANSWER_BYTES} bytes.`);
    chunks.push(chunk);
  }
  const directory = ownDirectory(response.headers.get('otelseal-directory') ?? '', witness);
  return { status: response.status, text: Buffer.concat(chunks).toString(), directory };
}

/** A directory checkpoint goes into the log, so that only one that the witness signed may. */
function ownDirectory(header: string, { key }: ConfiguredWitness): string {
  if (header === '' || header.length > MAX_DIRECTORY_LENGTH) return '';
  const note = Buffer.from(header, 'base64').toString();
  try {
    return note.startsWith(`${key.name}/directory\n`) && cosignaturesOf(note, [key]).length > 0 ? note : '';
  } catch {
    return ''; // no note
  }
}
