import { describe, expect, it } from 'vitest';
import { Witness } from '../../src/index.js';
import { admittedEpoch, readCertificate } from '../../src/witness/origin-admission.js';
import {
  certificateOf,
  EPOCH,
  freshKey,
  keyOf,
  loginStream,
  open,
  rotationOf,
  START,
  trustOf,
} from '../sealed-streams.js';
import { WitnessBench, witnessSigner } from './witnessed.js';

const ORIGIN = open().origin;

describe('the admission of an epoch', () => {
  const first = readCertificate(ORIGIN, certificateOf());
  const admit = (certificate: string, known = [first], seconds = START[0], name = ORIGIN) =>
    admittedEpoch({ origin: name, certificate, known, seconds }, trustOf());
  const sealer = open();
  const second = (key = EPOCH, epoch = 2) => rotationOf(sealer, key, { epoch, key: keyOf('epoch-2') });
  const times = { notBefore: START[0], notAfter: START[0] + 60 };

  it.each<readonly [string, ReturnType<typeof admit>, string | undefined]>([
    ['known before', admit(certificateOf()), undefined],
    ['of no origin', admit(certificateOf(), [], START[0], 'x'), 'The origin is not that of a sealed stream.'],
    [
      'that is none',
      admit('x', []),
      expect.stringMatching(/^The certificate cannot be used: Not a signed note: .*[^.]\.$/),
    ],
    [
      'of another root',
      admit(certificateOf({ root: freshKey('root-1') }), []),
      'The certificate is refused: the root "root-1" is not one of those that speak for this identity.',
    ],
    ['too early', admit(certificateOf(times), [], START[0] - 301), 'The certificate is not valid now.'],
    ['too late', admit(certificateOf(times), [], START[0] + 361), 'The certificate is not valid now.'],
    ['of a second epoch at first', admit(second(), []), 'The next epoch that this witness can admit is 1.'],
    ['of a third epoch', admit(second(EPOCH, 3)), 'The next epoch that this witness can admit is 2.'],
    [
      'of a first epoch again',
      admit(certificateOf({ key: keyOf('y') })),
      'The next epoch that this witness can admit is 2.',
    ],
    ['without the outgoing key', admit(second(keyOf('z'))), 'The outgoing key did not countersign the certificate.'],
  ])('refuses one %s', (_, { epoch, refusal }, expected) => {
    expect([epoch, refusal]).toEqual([undefined, expected]);
  });

  it.each([
    [admit(certificateOf(times), [], START[0] - 300), 1],
    [admit(certificateOf(times), [], START[0] + 360), 1],
    [admit(second()), 2],
  ])('grants what is in order: %#', ({ epoch, refusal }, number) => {
    expect([epoch?.certificate.epoch, refusal]).toEqual([number, undefined]);
    expect(epoch?.key.name).toBe(ORIGIN);
  });

  it('is read back for a sealed stream only', () => {
    expect(() => readCertificate('x', certificateOf())).toThrow(
      expect.objectContaining({ code: 'ERR_WITNESS', message: 'An origin that is not that of a sealed stream.' }),
    );
  });

  it('is what a checkpoint in the directory needs', () => {
    const witness = new Witness({ signer: witnessSigner(), trust: trustOf() });
    const bench = new WitnessBench();
    bench.witnessed(loginStream(1));
    const [, checkpoint = ''] = bench.entries;
    expect(() => witness.restore(checkpoint)).toThrow('A checkpoint of an origin that was never admitted.');
    expect(witness.checkpointOf('0'.repeat(64))).toBeUndefined();
  });
});
