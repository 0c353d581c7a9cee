import auditIntegrity from './audit-integrity.target.ts';
import type { MutationTarget } from './mutation-target.ts';
import sanitize from './sanitize.target.ts';

export const MUTATION_TARGETS: readonly MutationTarget[] = [sanitize, auditIntegrity];
