import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { PRODUCED_EVENTS } from '../../scripts/produced-events.js';
import { attributesPage } from './attributes-page.js';
import type { RecordedEvent } from './recorded-events.js';

/**
 * The last tests of a library: what the table of OWASP events says that it leaves has been left by the tests before, and its page of
 * attributes says what these events carried. `vitest -u` writes the page.
 *
 * @param seen all events since the file began
 */
export function producesWhatItSays(
  library: string,
  everything: () => readonly Pick<RecordedEvent, 'name' | 'attributes'>[],
): void {
  const names = PRODUCED_EVENTS[library] ?? [];

  it('leaves every event that the table of OWASP events says it does', () => {
    const seen = new Set(everything().map(({ name }) => name));
    expect(names.filter((name) => !seen.has(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(0);
  });

  it('has events with the attributes that its page names, and no others', async () => {
    const page = fileURLToPath(new URL(`../../docs/attributes/${library}.md`, import.meta.url));
    await expect(attributesPage(library, names, everything())).toMatchFileSnapshot(page);
  });
}
