import type {
  ElasticsearchHit,
  LineVerifier,
  LokiEntry,
  Report,
  StoredRecord,
  UnreadablePiece,
  Verifier,
} from '@otelseal/audit-integrity';

import type { ReadRecords } from './read-records.js';
import { elasticsearchLine, lokiLine } from './stored-line.js';

/** A verifier that writes down what it is given as it is given, so that the verdict is about what was written down. */
export class RecordingVerifier implements Verifier {
  readonly #verifier: Verifier;
  readonly #kept: ReadRecords;

  constructor(verifier: Verifier, kept: ReadRecords) {
    this.#verifier = verifier;
    this.#kept = kept;
  }

  get records(): number {
    return this.#verifier.records;
  }

  /** Of a line that {@link lines} has written down as a whole. */
  add(record: StoredRecord): void {
    this.#verifier.add(record);
  }

  addLoki(entry: LokiEntry): void {
    this.#kept.add('loki', lokiLine(entry));
    this.#verifier.addLoki(entry);
  }

  addElasticsearch(hit: ElasticsearchHit): void {
    this.#kept.add('elasticsearch', elasticsearchLine(hit));
    this.#verifier.addElasticsearch(hit);
  }

  lines(parse: (bytes: Uint8Array) => unknown): LineVerifier {
    const quick = this.#verifier.lines(parse);
    return {
      take: (line, place) => {
        this.#kept.add('otlp', line);
        return quick.take(line, place);
      },
      learn: (request) => quick.learn(request),
    };
  }

  unreadable(piece: UnreadablePiece): void {
    if (piece.tampered !== true) this.#kept.unreadable += 1;
    this.#verifier.unreadable(piece);
  }

  finish(): Report {
    return this.#verifier.finish();
  }
}
