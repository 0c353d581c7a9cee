import { createHash } from 'node:crypto';
import { leafHash } from '../dist/index.js';
import { logins, open } from './vector-streams.ts';

/** One stream leaf by leaf: payload, hash, root; and the digests that stand for large values. */
export function leafVectors(): Readonly<Record<string, unknown>> {
  const sealer = open();
  const roots: string[] = [];
  const records = logins(4, recording(sealer, roots));
  const leaves = records.filter(({ kind }) => kind !== 'checkpoint');
  return {
    'leaves.json': {
      about:
        'SPEC.md sections 4, 5 and 7. `leaves` are the payloads of one stream in order, with hash and the root of the tree so far, in hexadecimal. `checkpoints` are its checkpoint payloads. `digests` are SHA-256(salt, a zero byte, text) in base64url, and the value that stands for the text.',
      leaves: leaves.map(({ payload }, index) => ({
        payload,
        hash: hex(leafHash(Buffer.from(payload))),
        root: roots[index],
      })),
      checkpoints: records
        .filter(({ kind }) => kind === 'checkpoint')
        .map(({ payload, sequence }) => ({ payload, size: sequence })),
      digests: TEXTS.map((text) => {
        const sha256 = createHash('sha256').update(`${SALT}\0${text}`).digest('base64url');
        return { salt: SALT, text, sha256, value: `h:${text.length}:${sha256}` };
      }),
    },
  };
}

const SALT = 'AAECAwQFBgcICQoLDA0ODw';
const TEXTS = [
  '"s:a large value"',
  '"s:\\u00ef"',
  '{"a":{"0":"i:1","1":"b:true"}}',
  '{"b":"s:x","c":{"m":{"k":"d:0.5"}}}',
];

/** The sealer, noting the root after every leaf. */
function recording(sealer: ReturnType<typeof open>, roots: string[]): ReturnType<typeof open> {
  const note = <T>(sealed: T): T => {
    roots.push(hex(sealer.root()));
    return sealed;
  };
  note(sealer.open);
  return Object.create(sealer, {
    open: { value: sealer.open },
    seal: { value: (...args: Parameters<typeof sealer.seal>) => note(sealer.seal(...args)) },
    close: { value: (...args: Parameters<typeof sealer.close>) => note(sealer.close(...args)) },
    checkpoint: { value: () => sealer.checkpoint() },
  });
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
