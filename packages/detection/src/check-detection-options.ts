import { DETECTION_DEFAULTS, type DetectionOptions, type ThresholdOverride } from './detection-options.js';
import { DetectionOptionsError } from './detection-options-error.js';
import { DETECTION_THRESHOLDS, type DetectionThresholds, type ThresholdChanges } from './detection-thresholds.js';
import type { DetectorName } from './detector.js';
import { DETECTOR_NAMES } from './make-detectors.js';

const MAX_OVERRIDES = 16;
const MAX_LIST = 1_000;

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
  for (const [index, name] of checked.disable.entries()) checkName(`disable[${index}]`, name);
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

function checkOverride(path: string, { route, tenant, thresholds }: ThresholdOverride): void {
  if (route === undefined && tenant === undefined)
    throw refused(path, 'an override with a `route`, a `tenant` or both');
  checkThresholds(`${path}.thresholds`, thresholds);
}

function checkThresholds(path: string, changes: ThresholdChanges): void {
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

function checkName(path: string, name: string): void {
  if (!(DETECTOR_NAMES as readonly string[]).includes(name)) throw unknown(`${path}.${name}`, DETECTOR_NAMES);
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
