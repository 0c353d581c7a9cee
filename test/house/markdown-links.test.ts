import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

import { ROOT, read, trackedFiles } from './tracked-files.js';

const pages = trackedFiles().filter((file) => file.endsWith('.md'));

describe('a page', () => {
  it.each(pages)('%s links to files and headings that exist', (page) => {
    expect(linksOf(page).filter((link) => !resolves(page, link))).toEqual([]);
  });

  it('is linked from somewhere, or is a README or a page that hosts look for', () => {
    const reached = new Set(pages.flatMap((page) => linksOf(page).map((link) => target(page, link).file)));
    const found = /(^|\/)(README|SECURITY|CONTRIBUTING|CHANGELOG)\.md$/;
    expect(
      pages.filter(
        (page) => !found.test(page) && ![...reached].some((file) => page === file || page.startsWith(`${file}/`)),
      ),
    ).toEqual([]);
  });
});

/** Relative links; those with a scheme lead outside and are not followed. */
function linksOf(page: string): string[] {
  const prose = read(page)
    .replaceAll(/^(`{3,})[\s\S]*?^\1/gm, '')
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[()[\]]/g, ' '));
  const links = [...prose.matchAll(/\]\(([^()\s]+)(?:\s+"[^"]*")?\)/g)].map(([, link = '']) => link);
  return links.filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link));
}

function target(page: string, link: string): { file: string; heading: string | undefined } {
  const [path = '', heading] = decodeURIComponent(link).split('#');
  return { file: path === '' ? page : normalize(join(dirname(page), path)).replace(/\/$/, ''), heading };
}

function resolves(page: string, link: string): boolean {
  const { file, heading } = target(page, link);
  const path = join(ROOT, file);
  if (file.startsWith('..') || !existsSync(path)) return false;
  if (heading === undefined) return true;
  return !statSync(path).isDirectory() && file.endsWith('.md') && headingsOf(file).has(heading);
}

/** Heading anchors as GitHub makes them: lower case, punctuation gone, spaces to hyphens, repeats counted. */
function headingsOf(file: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, text = ''] of read(file)
    .replaceAll(/^(`{3,})[\s\S]*?^\1/gm, '')
    .matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const plain = text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const base = plain.replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, '').replaceAll(/\s/g, '-');
    let anchor = base;
    for (let repeat = 1; anchors.has(anchor); repeat += 1) anchor = `${base}-${repeat}`;
    anchors.add(anchor);
  }
  for (const [, id = ''] of read(file).matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id);
  return anchors;
}
