import { parentPort, workerData } from 'node:worker_threads';
import { createLineExaminer } from '@otelseal/audit-integrity';

import { type ExaminedBatch, type LineBatch, packed } from './line-batch.js';
import { parseRecord } from './otlp-json-lines.js';

/* A thread that examines lines; whatever it cannot is left to the thread that asked. */

const { vocabulary } = workerData as { readonly vocabulary: readonly string[] };
const examiner = createLineExaminer({ vocabulary }, parseRecord);

parentPort?.on('message', ({ bytes, ends, places }: LineBatch) => {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let from = 0;
  const lines = ends.map((end, index) => {
    const line = all.subarray(from, end);
    from = end;
    const examined = examiner.examine(line, places[index] as string);
    if (examined !== undefined) return packed(examined);
    examiner.learn(parseRecord(line));
    return null;
  });
  parentPort?.postMessage({ lines } satisfies ExaminedBatch);
});
