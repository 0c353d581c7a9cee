import { expect, it } from 'vitest';
import { counted, scale, scaled, seed } from '../../../../test/long/scale.ts';
import { createVerifier, type Report, type StoredRecord } from '../../src/index.js';
import { trustOf } from '../sealed-streams.js';
import { HonestService, Pipeline, randomFrom } from './honest-pipeline.js';

/** Application records: few beside the other tests, a million in a stage of their own (scale 2), ten million in a long run (20). */
const RECORDS = scale === 1 ? 10_000 : scaled(500_000);
/** A busy machine takes half a millisecond a record. */
const TIMEOUT_MS = 60_000 + RECORDS;
/** Verified at once; then memory is given back. */
const ROUND = 100_000;
const SERVICES = ['shop', 'bank', 'mail', 'admin', 'batch', 'edge'];

/** A round of an honest pipeline, and what a verifier says of it. */
function round(records: number, random: () => number): Report {
  const verifier = createVerifier({ trust: trustOf() });
  const pipeline = new Pipeline(random, (record) => verifier.add(record));
  const services = SERVICES.map((service) => new HonestService(service, random));
  const send = (sent: readonly StoredRecord[]): void => {
    for (const record of sent) pipeline.send(record);
  };
  for (let count = 0; count < records; count += 1) {
    send((services[Math.floor(random() * services.length)] as HonestService).next());
  }
  for (const service of services) send(service.stop());
  pipeline.end();
  return verifier.finish();
}

it(
  `raises no alarm over ${RECORDS} honest records, however they were carried (seed ${seed})`,
  () => {
    const random = randomFrom(seed);
    for (let done = 0; done < RECORDS; done += ROUND) {
      const size = Math.min(ROUND, RECORDS - done);
      const { verdict, findings, conditions, streams } = round(size, random);
      const alarms = conditions.filter(({ condition }) => condition !== 'DUPLICATE_BENIGN');
      expect({ verdict, findings: findings.slice(0, 3), alarms: alarms.slice(0, 3) }).toEqual({
        verdict: 'INTACT',
        findings: [],
        alarms: [],
      });
      expect(streams.reduce((sum, { records }) => sum + records, 0)).toBeGreaterThan(size);
      counted('honest records', size);
    }
  },
  TIMEOUT_MS,
);
