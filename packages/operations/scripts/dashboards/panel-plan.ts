import type { EventFilter, Measure } from './event-filter.ts';

/** A dashboard as a list of questions, for whichever store answers them. */
export interface DashboardPlan {
  /** Part of its address: `otelseal-<id>-<store>`. */
  readonly id: string;
  readonly title: string;
  /** What it is for, in one sentence. */
  readonly description: string;
  /** How far back it looks when it is opened, as Grafana writes it. */
  readonly from: string;
  /** Whether it asks for an actor or a client. Default false. */
  readonly asksWho?: boolean;
  readonly sections: readonly Section[];
}

export interface Section {
  /** Absent for the first one, which stands right under the variables. */
  readonly title?: string;
  readonly panels: readonly PanelPlan[];
}

interface Question {
  /** The question that the panel answers. */
  readonly title: string;
  /** What the answer means, and what to do about it. */
  readonly description: string;
  readonly filter: EventFilter;
  /** Of the 24 columns of Grafana's grid. */
  readonly width: number;
}

/** One number. */
export interface NumberPlan extends Question {
  readonly kind: 'number';
  readonly measure?: Measure;
  /** From this number on it is red; `warnAt` orange. Without either it is never coloured: how much is too much depends on the service. */
  readonly alarmAt?: number;
  readonly warnAt?: number;
}

/** How something went over time. */
export interface SeriesPlan extends Question {
  readonly kind: 'series';
  readonly measure?: Measure;
  /** A line for each value of this field. */
  readonly by?: string;
  readonly colours?: Readonly<Record<string, string>>;
}

/** Who or what stands out: the highest, with a bar each. */
export interface RankingPlan extends Question {
  readonly kind: 'ranking';
  readonly by: readonly Column[];
  readonly measure?: Measure;
  /** Heading of what is counted. */
  readonly counted: string;
  /** Default 10. */
  readonly limit?: number;
  /** Whether the lowest stand on top, as of times the longest ago. Default false. */
  readonly lowestFirst?: boolean;
  /** How far back it looks, as Grafana writes it, whatever the reader has chosen for the others. */
  readonly lookBack?: string;
}

/** Single records, the newest first. */
export interface RowsPlan extends Question {
  readonly kind: 'rows';
  readonly columns: readonly Column[];
  readonly limit?: number;
  readonly height?: number;
}

export type PanelPlan = NumberPlan | SeriesPlan | RankingPlan | RowsPlan;

/** A column that shows a field. */
export interface Column {
  readonly field: string;
  readonly title: string;
  /** Pixels; default as wide as there is room. */
  readonly width?: number;
  /** Where a click on a value leads. */
  readonly leadsTo?: 'actor-story' | 'client-story' | 'trace' | 'runbook';
  /** Words that are coloured. */
  readonly colours?: Readonly<Record<string, string>>;
}
