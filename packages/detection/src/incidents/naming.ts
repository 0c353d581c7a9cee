import type { DetectorName, Finding } from '../detector.js';

/**
 * Detectors that see one attack on passwords from several sides. What they say about one client or one account is one incident; of those
 * that most events look like, the last in this order names it: the later ones need more to be sure.
 */
const GUESSING: readonly DetectorName[] = Object.freeze([
  'success_after_failures',
  'brute_force',
  'account_enumeration',
  'credential_stuffing',
  'password_spraying',
  'distributed_brute_force',
]);

/** Whether the detector looks for guesses at passwords. */
export function isGuessing(name: DetectorName): boolean {
  return GUESSING.includes(name);
}

/** What incidents of this detector are kept together under: findings of one campaign kind and one key are one incident. */
export function campaignKind(name: DetectorName): string {
  return isGuessing(name) ? 'guessing' : name;
}

/** How much the detector's name says, among those that see the same attack. */
export function namingRank(name: DetectorName): number {
  return GUESSING.indexOf(name);
}

/** Whether the event that was found looks like this kind of attack. */
export function isTypical({ isTypical: said = true }: Finding): boolean {
  return said;
}

/** What one detector has said about an incident. */
export interface Sight {
  readonly name: DetectorName;
  /** Events that looked like its kind of attack. */
  readonly typical: number;
}

/** Who names an incident: the most telling of those that at least half as many events look like as of the one with the most. */
export function namedBy<S extends Sight>(sights: readonly S[]): S | undefined {
  const most = Math.max(...sights.map(({ typical }) => typical));
  return sights
    .filter(({ typical }) => typical * 2 >= most)
    .toSorted((a, b) => namingRank(b.name) - namingRank(a.name))[0];
}
