import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe("a line of a file of passwords beside the file's name", () => {
  it('loses its fifth part', () => {
    for (const line of [
      'db:5432:shop:jo:⟦Kd93kfL20x⟧ (from ~/.pgpass)',
      'read "*:5432:shop:jo:⟦Kd93kfL20x⟧" of /root/.pgpass',
      'db:5432:shop:jo:⟦Kd9\\:93\\\\kf⟧ in .pgpass',
      '10:02:11 db:5432:shop:jo:⟦Kd93kfL20x⟧ read from .pgpass',
      'skipped db:5432:shop:jo:⟦Kd93kfL20x⟧ because the fifth of the lines above holds a word more: .pgpass',
    ])
      expectHidden(line, 'service-password');
  });

  it('keeps it where a program or its place is meant, or the name is too far', () => {
    for (const line of [
      'main.c:1234:foo:bar:Kd93kfL20x of pgpass',
      'main.cc:1234:foo:bar:Kd93kfL20x of pgpass',
      'list.h:1234:foo:bar:Kd93kfL20x of pgpass',
      'list.hh:1234:foo:bar:Kd93kfL20x of pgpass',
      'app.js:1234:foo:bar:Kd93kfL20x of pgpass',
      'app.mjs:1234:foo:bar:Kd93kfL20x of pgpass',
      'app.cjs:1234:foo:bar:Kd93kfL20x of pgpass',
      'app.ts:1234:foo:bar:Kd93kfL20x of pgpass',
      'app.tsx:1234:foo:bar:Kd93kfL20x of pgpass',
      'host.goliath:1234:foo:bar:⟦Kd93kfL20x⟧ of pgpass',
      'c.internal:1234:foo:bar:⟦Kd93kfL20x⟧ of pgpass',
      'db:5432:shop:jo:⟦retry⟧ of pgpass',
      'db:5432:shop:jo:**** of pgpass',
      'db:54:shop:jo:Kd93kfL20x of pgpass',
      '5432:shop:jo:Kd93kfL20x of pgpass',
      '"<db:5432:shop:jo:Kd93kfL20x of pgpass',
      'db:5432:shop:jo:Kd93kfL20x\ncould not open pgpass',
      'db:5432:shop:jo:⟦Kd93kfL20x⟧ 12345678901234567890123456789012345678901234567890123456789012 pgpass',
      'db:5432:shop:jo:⟦Kd93kfL20x⟧ 123456789012345678901234567890123456789012345678901234567890123 pgpass',
      'db:5432:shop:jo:Kd93kfL20x 1234567890123456789012345678901234567890123456789012345678901234 pgpass',
      'db:5432:shop:jo:Kd93kfL20x at 10:02:11 and 10:02:12 and 10:02:13 x:1 y:2 z:3 pgpass',
      'db:5432:shop:jo:Kd93kfL20x at 10:02:11 and 10:02:12 and 10:02:13 x:1 y:2 z:3:4 pgpass',
      'db:5432:shop:jo:⟦Kd93kfL20x⟧ at 10:02:11 and 10:02:12 and 10:02:13 x:1 pgpass',
    ])
      expectHidden(line, 'service-password');
  });
});
