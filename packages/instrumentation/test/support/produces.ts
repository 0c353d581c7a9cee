import { expect, it } from 'vitest';
import { PRODUCED_EVENTS } from '../../scripts/produced-events.js';
import type { RecordedEvent } from './recorded-events.js';

/**
 * The last test of a library: what the table of OWASP events says that it leaves has been left by the tests before.
 *
 * @param seen names of all events since the file began
 */
export function producesWhatItSays(library: string, everything: () => readonly Pick<RecordedEvent, 'name'>[]): void {
  it('leaves every event that the table of OWASP events says it does', () => {
    const seen = new Set(everything().map(({ name }) => name));
    expect(PRODUCED_EVENTS[library]?.filter((name) => !seen.has(name))).toEqual([]);
    expect(PRODUCED_EVENTS[library]?.length).toBeGreaterThan(0);
  });
}
