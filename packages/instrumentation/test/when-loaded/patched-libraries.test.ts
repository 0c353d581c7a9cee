import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { PatchedLibraries } from '../../src/when-loaded/patched-libraries.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

type Handler = { readonly name: string };

/** An application with a `finalhandler` of this version, and what requires as it would with the patches of Express in place. */
function applicationWith(version: string) {
  const folder = mkdtempSync(join(tmpdir(), 'patched-'));
  folders.push(folder);
  const library = join(folder, 'node_modules', 'finalhandler');
  mkdirSync(library, { recursive: true });
  writeFileSync(join(library, 'package.json'), JSON.stringify({ name: 'finalhandler', version, main: 'index.js' }));
  writeFileSync(join(library, 'index.js'), 'module.exports = function original() { return () => {}; };');
  writeFileSync(join(library, 'other.js'), 'module.exports = function other() {};');
  const load = createRequire(join(folder, 'app.js'));
  const libraries = new PatchedLibraries();
  libraries.add('express', {});
  const parent = { id: 'app', filename: join(folder, 'app.js'), paths: [join(folder, 'node_modules')] };
  const required = (id: string, exports: unknown = load(id)) => libraries.required(parent, id, exports) as Handler;
  return { load, library, libraries, required };
}

describe('a library that is patched without a hook of OpenTelemetry', () => {
  it('is replaced for everybody from the first time on', () => {
    const { load, library, required } = applicationWith('2.1.0');
    const patched = required('finalhandler');
    expect(patched.name).toBe('finalhandler');
    expect(required('finalhandler')).toBe(patched);
    expect(required(join(library, 'index.js'))).toBe(patched);
    expect(load('finalhandler')).toBe(patched);
  });

  it('is replaced, too, when it is first required by its path', () => {
    const { library, required } = applicationWith('2.1.0');
    expect(required(join(library, 'index.js')).name).toBe('finalhandler');
  });

  it('is replaced, too, where the hook of somebody else remembers it as it was', () => {
    const { load, required } = applicationWith('2.1.0');
    const original = load('finalhandler');
    const patched = required('finalhandler', original);
    expect(patched).not.toBe(original);
    expect(required('finalhandler', original)).toBe(patched);
  });

  it('is what somebody else has made of it, where it is patched in place or left alone', () => {
    const { load, required } = applicationWith('3.0.0');
    load('finalhandler');
    const theirs = () => {};
    expect(required('finalhandler', theirs)).toBe(theirs);
  });

  it('is replaced again when it is loaded again', () => {
    const { load, library, required } = applicationWith('2.1.0');
    const patched = required('finalhandler');
    delete load.cache[join(library, 'index.js')];
    expect(required('finalhandler').name).toBe('finalhandler');
    expect(required('finalhandler')).not.toBe(patched);
  });

  it('is replaced when it is imported, and was loaded before anybody watched', () => {
    const { load, library, libraries } = applicationWith('2.1.0');
    const file = join(library, 'index.js');
    libraries.imported('finalhandler', file); // not loaded yet
    load('finalhandler');
    libraries.imported('other', file);
    expect((load('finalhandler') as Handler).name).toBe('original');
    libraries.imported('finalhandler', file);
    expect((load('finalhandler') as Handler).name).toBe('finalhandler');
  });

  it('is left alone in a version that is not supported', () => {
    expect(applicationWith('3.0.0').required('finalhandler').name).toBe('original');
  });

  it('is left alone where its version is unreadable', () => {
    const { load, library, required } = applicationWith('2.1.0');
    load(join(library, 'index.js'));
    writeFileSync(join(library, 'package.json'), '{');
    expect(required(join(library, 'index.js')).name).toBe('original');
  });

  it('is nothing but its main file', () => {
    const { required } = applicationWith('2.1.0');
    expect(required('finalhandler/other.js').name).toBe('other');
  });
});
