export type { Actor, CommitLevel, Outcome, SecurityContext } from '@otelseal/semantic-conventions';
export { COMMIT_DEFAULTS, type CommitOptions, committed } from './commit-barrier.js';
export type { EventFields, Target } from './event-fields.js';
export { passwordTag } from './password-tag.js';
export { type Security, security } from './security.js';
export { withContext } from './security-context.js';
