import { DETECTION_DEFAULTS, type DetectionOptions, type ThresholdOverride } from './detection-options.js';
import { DetectionOptionsError } from './detection-options-error.js';
import { DETECTION_THRESHOLDS, type DetectionThresholds, type ThresholdChanges } from './detection-thresholds.js';
import type { DetectorName } from './detector.js';
import { DETECTOR_NAMES } from './make-detectors.js';

const MAX_OVERRIDES = 16;
const MAX_LIST = 1_000;
const OVERRIDE_MEMBERS: readonly string[] = ['route', 'tenant', 'thresholds'];

/** The options with defaults filled in, or a {@link DetectionOptionsError} that names the option and what it may hold. */
export function checkedDetectionOptions(options: Partial<DetectionOptions>): DetectionOptions {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(DETECTION_DEFAULTS, name)) throw unknown(name, Object.keys(DETECTION_DEFAULTS));
  }
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const checked: DetectionOptions = { ...DETECTION_DEFAULTS, ...given };
  within('memoryBytes', checked.memoryBytes, 1_048_576, 17_179_869_184);
  within('quietMs', checked.quietMs, 1_000, 86_400_000);
  within('maxOpenPerDetector', checked.maxOpenPerDetector, 1, 10_000);
  if (typeof checked.severalInstances !== 'boolean') throw refused('severalInstances', 'true or false');
  checkDetectorNames('disable', checked.disable);
  checkThresholds('thresholds', checked.thresholds);
  if (!Array.isArray(checked.overrides) || checked.overrides.length > MAX_OVERRIDES) {
    throw refused('overrides', `a list of at most ${MAX_OVERRIDES}`);
  }
  for (const [index, override] of checked.overrides.entries()) checkOverride(`overrides[${index}]`, override);
  if (typeof checked.runbooks !== 'string' || !/^https?:\/\/[^\s]{1,500}$/.test(checked.runbooks)) {
    throw refused('runbooks', 'an http or https address, with `{detector}` where the name goes');
  }
  return checked;
}

/** All thresholds, with the changes in. */
export function changedThresholds(base: DetectionThresholds, changes: ThresholdChanges): DetectionThresholds {
  const changed = Object.entries(changes).map(([name, change]) => [name, { ...base[name as DetectorName], ...change }]);
  return { ...base, ...Object.fromEntries(changed) };
}

/** @throws DetectionOptionsError when it is no list of names of detectors: a wrong name would silently mean nobody */
export function checkDetectorNames(path: string, names: unknown): void {
  if (!Array.isArray(names)) throw refused(path, 'a list of detectors');
  for (const [index, name] of names.entries()) checkName(`${path}[${index}]`, name);
}

function checkOverride(path: string, override: ThresholdOverride): void {
  if (typeof override !== 'object' || override === null) throw refused(path, 'an object');
  const strange = Object.keys(override).find((member) => !OVERRIDE_MEMBERS.includes(member));
  if (strange !== undefined) throw unknown(`${path}.${strange}`, OVERRIDE_MEMBERS);
  const { route, tenant, thresholds } = override;
  if (route === undefined && tenant === undefined)
    throw refused(path, 'an override with a `route`, a `tenant` or both');
  for (const [member, value] of Object.entries({ route, tenant })) {
    if (value !== undefined && (typeof value !== 'string' || value === ''))
      throw refused(`${path}.${member}`, 'a text');
  }
  checkThresholds(`${path}.thresholds`, thresholds);
}

function checkThresholds(path: string, changes: ThresholdChanges): void {
  if (typeof changes !== 'object' || changes === null) throw refused(path, 'thresholds by detector');
  for (const [name, change] of Object.entries(changes)) {
    checkName(path, name);
    const defaults = DETECTION_THRESHOLDS[name as DetectorName] as object as Readonly<Record<string, unknown>>;
    for (const [threshold, value] of Object.entries(change ?? {})) {
      if (!Object.hasOwn(defaults, threshold)) throw unknown(`${path}.${name}.${threshold}`, Object.keys(defaults));
      checkThreshold(`${path}.${name}.${threshold}`, value, defaults[threshold]);
    }
  }
}

/** A threshold has the kind of its default: a positive number, or a list of texts. */
function checkThreshold(path: string, value: unknown, byDefault: unknown): void {
  if (typeof byDefault === 'number') {
    if (typeof value !== 'number' || !(value > 0) || value > Number.MAX_SAFE_INTEGER)
      throw refused(path, 'a positive number');
    return;
  }
  const isList = Array.isArray(value) && value.length <= MAX_LIST && value.every((item) => typeof item === 'string');
  if (!isList) throw refused(path, `a list of at most ${MAX_LIST} texts`);
}

function checkName(path: string, name: unknown): void {
  if (!(DETECTOR_NAMES as readonly unknown[]).includes(name)) throw unknown(`${path}.${String(name)}`, DETECTOR_NAMES);
}

function within(path: string, value: number, least: number, most: number): void {
  if (typeof value !== 'number' || !(value >= least && value <= most))
    throw refused(path, `a number from ${least} to ${most}`);
}

function refused(path: string, mustBe: string): DetectionOptionsError {
  return new DetectionOptionsError(`\`${path}\` must be ${mustBe}.`);
}

function unknown(path: string, names: readonly string[]): DetectionOptionsError {
  const shown = path.slice(0, 96).replace(/[^\x20-\x7e]/g, '?');
  return new DetectionOptionsError(`\`${shown}\` is not known; there are ${names.join(', ')}.`);
}
