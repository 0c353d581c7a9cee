import type { Investigation, JudgedRow } from '../../src/investigate/investigation.js';

/** A story in which every text that a log can hold is this one. */
export function storyOf(text: string): Investigation {
  const row: JudgedRow = {
    what: 'incident',
    time: text,
    event: text,
    outcome: text,
    severity: text,
    actor: text,
    client: text,
    session: text,
    target: text,
    records: 1,
    noticed: text,
    message: text,
    trace: text,
    service: text,
    place: text,
    stream: '',
    sequence: 0,
    seal: text,
  };
  return {
    version: 1,
    subject: { kind: 'actor', value: text, pseudonyms: false },
    verdict: 'NOT PROVEN',
    verdictLine: text,
    verdictExitCode: 2,
    range: { from: '', to: '' },
    rows: [row, { ...row, stream: text, sequence: 7 }],
    left: 3,
    leftUnproven: 1,
    unproven: 2,
    provenChapters: true,
    chapters: [
      {
        name: 'entry',
        from: text,
        to: '',
        rows: 2,
        failed: 1,
        unproven: 1,
        records: 1,
        events: [{ event: text, rows: 2 }],
        clients: [text],
        actors: [text],
      },
    ],
    leads: [text],
    missing: [text],
    coverage: [text],
  };
}
