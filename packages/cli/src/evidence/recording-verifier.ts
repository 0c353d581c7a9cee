import type { ElasticsearchHit, LineVerifier, LokiEntry, UnreadablePiece, Verifier } from '@otelseal/audit-integrity';

import { PassingVerifier } from '../records/passing-verifier.js';
import type { ReadRecords } from './read-records.js';
import { elasticsearchLine, lokiLine } from './stored-line.js';

/** A verifier that writes down what it is given as it is given, so that the verdict is about what was written down. */
export class RecordingVerifier extends PassingVerifier {
  readonly #kept: ReadRecords;

  constructor(verifier: Verifier, kept: ReadRecords) {
    super(verifier);
    this.#kept = kept;
  }

  override addLoki(entry: LokiEntry): void {
    this.#kept.add('loki', lokiLine(entry));
    super.addLoki(entry);
  }

  override addElasticsearch(hit: ElasticsearchHit): void {
    this.#kept.add('elasticsearch', elasticsearchLine(hit));
    super.addElasticsearch(hit);
  }

  /** Lines are written down as a whole, before they are taken or their records are added. */
  override lines(parse: (bytes: Uint8Array) => unknown): LineVerifier {
    const quick = super.lines(parse);
    return {
      take: (line, place) => {
        this.#kept.add('otlp', line);
        return quick.take(line, place);
      },
      learn: (request) => quick.learn(request),
    };
  }

  override unreadable(piece: UnreadablePiece): void {
    if (piece.tampered !== true) this.#kept.unreadable += 1;
    super.unreadable(piece);
  }
}
