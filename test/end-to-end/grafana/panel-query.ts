import { type Chosen, filledIn } from '../dashboards/filled-in.ts';
import { STORY_OF } from '../dashboards/more-events.ts';
import { allValues, type ElasticsearchTarget, type LokiTarget } from '../dashboards/shown-panels.ts';

/** How wide a panel is drawn. */
const MAX_DATA_POINTS = 80;
const ALL = { loki: allValues('loki'), elasticsearch: allValues('elasticsearch') };

export interface PanelQuery {
  readonly refId: string;
  readonly [member: string]: unknown;
}

/** What the page of a panel sends for a query of Loki: the query as the dashboard holds it, its variables filled in, its data source by name. */
export function lokiPanelQuery(target: LokiTarget, uid: string, fromMs: number, toMs: number): PanelQuery {
  const expr = filledIn(target.expr, storyAt(fromMs, toMs), ALL.loki, 'loki');
  return { ...target, expr, ...asked('loki', uid, fromMs, toMs) };
}

/** The same of Elasticsearch. */
export function elasticsearchPanelQuery(
  target: ElasticsearchTarget,
  uid: string,
  fromMs: number,
  toMs: number,
): PanelQuery {
  const query = filledIn(target.query, storyAt(fromMs, toMs), ALL.elasticsearch, 'elasticsearch');
  return { ...target, query, ...asked('elasticsearch', uid, fromMs, toMs) };
}

function storyAt(fromMs: number, toMs: number): Chosen {
  return { fromMs, toMs, stepMs: intervalOf(fromMs, toMs), values: STORY_OF };
}

function asked(type: string, uid: string, fromMs: number, toMs: number): PanelQuery {
  const intervalMs = intervalOf(fromMs, toMs);
  return { refId: 'A', datasource: { type, uid }, intervalMs, maxDataPoints: MAX_DATA_POINTS };
}

function intervalOf(fromMs: number, toMs: number): number {
  return Math.max(1_000, Math.round((toMs - fromMs) / MAX_DATA_POINTS));
}
