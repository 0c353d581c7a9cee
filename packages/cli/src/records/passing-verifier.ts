import type {
  ElasticsearchHit,
  LineVerifier,
  LokiEntry,
  Report,
  StoredRecord,
  UnreadablePiece,
  Verifier,
} from '@otelseal/audit-integrity';

/** A verifier that hands all that it is given to another one: whoever looks at it on the way adds that to the methods that it needs. */
export abstract class PassingVerifier implements Verifier {
  readonly #verifier: Verifier;

  constructor(verifier: Verifier) {
    this.#verifier = verifier;
  }

  get records(): number {
    return this.#verifier.records;
  }

  add(record: StoredRecord): void {
    this.#verifier.add(record);
  }

  addLoki(entry: LokiEntry): void {
    this.#verifier.addLoki(entry);
  }

  addElasticsearch(hit: ElasticsearchHit): void {
    this.#verifier.addElasticsearch(hit);
  }

  lines(parse: (bytes: Uint8Array) => unknown): LineVerifier {
    return this.#verifier.lines(parse);
  }

  unreadable(piece: UnreadablePiece): void {
    this.#verifier.unreadable(piece);
  }

  finish(): Report {
    return this.#verifier.finish();
  }
}
