import { sign } from 'node:crypto';
import {
  cosignatureLine,
  directoryEnd,
  formatVkey,
  formatWitnessVkey,
  parseTrust,
  StreamWatch,
  Witness,
} from '../dist/index.js';
import { at, certificate, EPOCH, IDENTITY, keyOf, open, ROOT, rotation, START, STREAM } from './vector-streams.ts';

const NAME = 'witness.example/w1';
const KEY = keyOf('vectors-witness');
const SIGNER = {
  name: NAME,
  publicKey: KEY.publicKey,
  sign: (message: Uint8Array) => sign(null, message, KEY.privateKey),
};
const TRUST = {
  version: 1,
  roots: [
    {
      vkey: formatVkey(ROOT.name, ROOT.publicKey),
      organisation: IDENTITY.organisation,
      tenant: IDENTITY.tenant,
      environment: 'any',
      services: ['shop'],
    },
  ],
};

/** A conversation with a witness, the directory that it leaves, and cosignatures by themselves. */
export function witnessVectors(): Readonly<Record<string, unknown>> {
  const witness = new Witness({ signer: SIGNER, trust: parseTrust(JSON.stringify(TRUST)) });
  const entries: string[] = [];
  const steps: unknown[] = [];
  const ask = (name: string, path: 'add-origin' | 'add-checkpoint', body: string, seconds: number): string => {
    const { status, answer, entry } =
      path === 'add-origin' ? witness.addOrigin(body, 'shop', seconds) : witness.addCheckpoint(body, seconds);
    if (entry !== undefined) entries.push(entry);
    const said = status === 200 || status === 409 ? { answer } : {}; // other answers are for people
    steps.push({ name, path, principal: 'shop', seconds, body, status, ...said });
    return answer;
  };

  const sealer = open();
  const watch = new StreamWatch();
  const followed = (records: readonly { readonly kind: string; readonly payload: string }[]): void => {
    for (const { kind, payload } of records) watch.add(kind, payload);
  };
  const record = (n: number) => sealer.seal({ body: `record ${n}` }, at(n));
  const submitted = (name: string, seconds: number, oldSize = watch.seenSize): void => {
    const { next } = watch;
    if (next === undefined) throw new Error('Nothing to submit.');
    watch.sending(next);
    ask(name, 'add-checkpoint', next.body(oldSize) as string, seconds);
    watch.confirmed();
  };

  followed([sealer.open, record(1), record(2), sealer.checkpoint()]);
  const early = watch.next?.body(0) as string;
  ask('a checkpoint of an origin that was not admitted', 'add-checkpoint', early, START);
  const stranger = certificate({ stream: STREAM, key: EPOCH, root: keyOf('vectors-stranger') });
  ask('a certificate by a root that nobody pinned', 'add-origin', `origin ${sealer.origin}\n\n${stranger}`, START);
  ask('an origin by its certificate', 'add-origin', watch.admissions[0] as string, START);
  ask('the same again', 'add-origin', watch.admissions[0] as string, START + 1);
  watch.admitted();
  submitted('the first checkpoint', START + 1);
  ask('the old size is not the last one', 'add-checkpoint', early, START + 2);
  followed([record(3), record(4), record(5), record(6), sealer.checkpoint()]);
  submitted('a checkpoint that continues the first', START + 3);
  followed([record(7), sealer.checkpoint()]);
  const body = watch.next?.body(watch.seenSize) ?? '';
  const spoilt = body.replace(/\n[A-Za-z0-9+/]{43}=\n/, `\n${'A'.repeat(43)}=\n`);
  ask('a proof that does not hold', 'add-checkpoint', spoilt, START + 4);
  submitted('a clock that went back', START + 2);
  const next = keyOf('vectors-epoch-2');
  const rotated = rotation(sealer, EPOCH, { stream: STREAM, key: next, root: ROOT, epoch: 2 });
  const epochKey = { publicKey: next.publicKey, sign: (message: Uint8Array) => sign(null, message, next.privateKey) };
  followed(sealer.rotate({ certificate: rotated, epochKey }, at(8)));
  ask('the next epoch key', 'add-origin', watch.admissions[0] as string, START + 5);
  watch.admitted();
  submitted('the last checkpoint of the outgoing key', START + 5);
  followed([sealer.close({ reason: 'end' }, at(9)), sealer.checkpoint()]);
  submitted('the first checkpoint of the incoming key', START + 6);

  const text = `${sealer.origin}\n7\n${'A'.repeat(43)}=\n`;
  const line = cosignatureLine(text, START, SIGNER);
  const vkey = formatWitnessVkey(NAME, KEY.publicKey);
  const other = formatWitnessVkey(NAME, keyOf('vectors-other-witness').publicKey);
  return {
    'witness.json': {
      witness: vkey,
      trust: TRUST,
      steps,
      directory: [...entries, directoryEnd(witness.directoryCheckpoint(START + 7))],
      cosignatures: [
        { name: 'right', witness: vkey, text, line, seconds: START },
        { name: 'of another text', witness: vkey, text: text.replace('\n7\n', '\n8\n'), line, seconds: null },
        { name: 'by another key under the same name', witness: other, text, line, seconds: null },
      ],
    },
  };
}
