import { readFileSync } from 'node:fs';
import { Module } from 'node:module';

const { _resolveFilename: resolve } = Module as unknown as {
  _resolveFilename(id: string, parent: unknown, isMain: boolean, options: { readonly paths: string[] }): string;
};

/** A file of a package. */
export interface PackageFile {
  readonly version: string;
  /** By which the file is required: the package's own name for its main file, its path within the package for others. */
  readonly name: string;
}

/** Which file of the package it is; `undefined` where it is none. */
export function fileOfPackage(module: string, file: string): PackageFile | undefined {
  const folder = /^.*[/\\]node_modules(?=[/\\])/.exec(file)?.[0];
  if (folder === undefined) return undefined;
  const { version } = JSON.parse(readFileSync(`${folder}/${module}/package.json`, 'utf8')) as { version?: unknown };
  if (typeof version !== 'string') return undefined;
  const isMain = resolve(module, undefined, false, { paths: [folder] }) === file;
  return { version, name: isMain ? module : file.slice(folder.length + 1).replaceAll('\\', '/') };
}
