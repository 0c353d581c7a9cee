import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PACKAGE = new URL('../../../packages/operations/', import.meta.url);

/** Where a file of the package stands that users install. */
export function shippedPath(path: string): string {
  return fileURLToPath(new URL(path, PACKAGE));
}

/** The JSON files of a folder of the package, by their names without the ending. */
export function shippedJson<Content>(folder: string): ReadonlyMap<string, Content> {
  const names = readdirSync(shippedPath(folder)).filter((name) => name.endsWith('.json'));
  return new Map(
    names.map((name) => [
      name.slice(0, -'.json'.length),
      JSON.parse(readFileSync(shippedPath(`${folder}/${name}`), 'utf8')) as Content,
    ]),
  );
}
