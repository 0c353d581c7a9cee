import { isInRange } from '../../packages/instrumentation/src/when-loaded/is-in-range.ts';

/** A package of somebody else that ours promise to work with. */
export interface PromisedPackage {
  readonly name: string;
  /** The declared range: bounds that are all to hold, and alternatives after `||`. */
  readonly range: string;
  /** Versions that tests run. */
  readonly run: readonly string[];
}

/** The newest published version of each alternative of the range, where it is newer than all that were run of it. */
export function newerVersions({ range, run }: PromisedPackage, published: readonly string[]): string[] {
  return range.split(' || ').flatMap((alternative) => {
    const newestOf = (versions: readonly string[]): string | undefined =>
      versions
        .filter((version) => isInRange(version, alternative))
        .sort(byNumbers)
        .at(-1);
    const [newest, newestRun] = [newestOf(published), newestOf(run)];
    const isNewer = newest !== undefined && (newestRun === undefined || byNumbers(newest, newestRun) > 0);
    return isNewer ? [newest] : [];
  });
}

function byNumbers(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
