export type * from './detector.js';
export { BRUTE_FORCE_DEFAULTS, type BruteForceOptions, bruteForce } from './detectors/brute-force/brute-force.js';
export type * from './incident.js';
export type * from './security-fact.js';
