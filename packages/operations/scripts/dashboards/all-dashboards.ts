import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { buildDashboard } from './build-dashboard.ts';
import type { DashboardPlan } from './panel-plan.ts';
import { ACCESS_CONTROL } from './plans/access-control.ts';
import { AUTHENTICATION } from './plans/authentication.ts';
import { INTEGRITY_AND_DELIVERY } from './plans/integrity-and-delivery.ts';
import { SECURITY_OVERVIEW } from './plans/security-overview.ts';
import { STORY } from './plans/story.ts';
import { TRANSACTIONS_AND_SENSITIVE_DATA } from './plans/transactions-and-sensitive-data.ts';
import type { Store } from './store.ts';
import { ELASTICSEARCH } from './stores/elasticsearch.ts';
import { LOKI } from './stores/loki.ts';

export const PLANS: readonly DashboardPlan[] = [
  SECURITY_OVERVIEW,
  AUTHENTICATION,
  ACCESS_CONTROL,
  TRANSACTIONS_AND_SENSITIVE_DATA,
  STORY,
  INTEGRITY_AND_DELIVERY,
];

export const STORES: readonly Store[] = [LOKI, ELASTICSEARCH];

export interface BuiltDashboard {
  readonly plan: DashboardPlan;
  readonly store: Store;
  readonly dashboard: Dashboard;
}

/** Every dashboard for every store. */
export function allDashboards(): BuiltDashboard[] {
  return STORES.flatMap((store) => PLANS.map((plan) => ({ plan, store, dashboard: buildDashboard(plan, store) })));
}

/** A file for each. */
export function dashboardFiles(): Map<string, unknown> {
  return new Map(allDashboards().map(({ store, plan, dashboard }) => [`${store.id}/${plan.id}.json`, dashboard]));
}
