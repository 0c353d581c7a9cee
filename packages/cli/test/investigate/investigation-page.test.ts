import { createHash } from 'node:crypto';
import { HOSTILE_TEXTS, unsafeForTerminal } from '@otelseal/testing';
import { describe, expect, it } from 'vitest';

import { investigationPage } from '../../src/investigate/investigation-page.js';
import { storyOf } from './story-of.ts';

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Reads a page by a grammar far stricter than a browser's: a `<` that begins none of its few forms fails the test. */
function tagsOf(html: string): Tag[] {
  const tags: Tag[] = [];
  const tag = /^<(\/?[a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>|^<!doctype html>/;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) {
    const found = tag.exec(html.slice(at, at + 5_000));
    if (found === null) throw new Error(`no tag of ours: ${JSON.stringify(html.slice(at, at + 80))}`);
    const [, name, attributes = ''] = found;
    if (name === undefined) continue;
    tags.push({
      name,
      attributes: Object.fromEntries([...attributes.matchAll(/ ([a-z-]+)="([^"]*)"/g)].map(([, k, v]) => [k, v])),
    });
  }
  return tags;
}

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  html: ['lang'],
  head: [],
  meta: ['charset', 'http-equiv', 'content', 'name'],
  title: [],
  style: [],
  body: [],
  h1: [],
  p: ['class'],
  ul: [],
  li: [],
  table: [],
  thead: [],
  tbody: [],
  tr: ['class'],
  th: ['scope'],
  td: [],
  div: ['class'],
};

describe('the page of a story', () => {
  it.each([...HOSTILE_TEXTS])(
    'has only our tags, no handler and no address, whatever a log says: $name',
    ({ text }) => {
      const html = [...investigationPage(storyOf(text))].join('');
      const tags = tagsOf(html);
      for (const { name, attributes } of tags) {
        const allowed = ALLOWED[name.replace('/', '')];
        expect(allowed, name).toBeDefined();
        expect(
          Object.keys(attributes).filter((attribute) => !allowed?.includes(attribute)),
          name,
        ).toEqual([]);
      }
      expect(tags.map(({ name }) => name)).toEqual(
        tagsOf([...investigationPage(storyOf('plain'))].join('')).map(({ name }) => name),
      );
      expect(unsafeForTerminal(html)).toBeUndefined();
    },
  );

  it('shows a text and nothing in place of it', () => {
    const html = [...investigationPage(storyOf(`<b a='1' b="2">&amp;\``))].join('');
    expect(html).toContain('<td>&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;amp;&#96;</td>');
  });

  it('forbids itself everything but its own style', () => {
    const html = [...investigationPage(storyOf('x'))].join('');
    const policy = tagsOf(html).find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy');
    const style = /<style>([^<]*)<\/style>/.exec(html)?.[1] as string;
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy?.attributes['content']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<title>'));
    expect(style).not.toMatch(/url\(|@import/);
  });
});
