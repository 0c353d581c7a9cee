// One of several instances of a service: looks at the lines it gets and tells what it noticed.

import { randomBytes } from 'node:crypto';
import { DetectionEngine } from '@otelseal/detection';
import { factsOfAttributes, keyedDigest } from '@otelseal/log-processors';

const engine = new DetectionEngine({ severalInstances: true });
const digest = keyedDigest(randomBytes(16)); // each process has a secret of its own

process.on('message', ({ nowMs, eventName, attributes }) => {
  const fact = factsOfAttributes({ eventName, attributes }, digest);
  const shown = { actor: attributes['audit.actor.id'], client: attributes['client.address'] };
  for (const one of engine.observe(fact, shown, nowMs)) {
    if (one.kind === 'incident') process.send({ incident: one.incident.detector });
    if (one.kind === 'partial') {
      const { subject, added, threshold } = one.partial;
      process.send({
        detector: one.detector,
        about: subject === 'account' ? shown.actor : shown.client,
        added,
        threshold,
      });
    }
  }
  process.send({ done: true });
});
