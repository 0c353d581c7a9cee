import type { request } from './vector-streams.ts';

/** Gives every distinct resource and record a place. */
export class DistinctRecords {
  readonly resources: unknown[] = [];
  readonly records: unknown[] = [];
  readonly #places = new Map<string, number>();

  placed(requests: readonly unknown[]): unknown[] {
    return requests.map((one) => {
      const [{ resource, scopeLogs }] = (one as ReturnType<typeof request>).resourceLogs;
      const records = scopeLogs[0].logRecords.map((record) => this.#placeOf(record, this.records));
      return { resource: this.#placeOf(resource, this.resources), records };
    });
  }

  #placeOf(value: unknown, list: unknown[]): number {
    const text = JSON.stringify(value);
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, list.length);
    return list.push(value) - 1;
  }
}
