import type { Answer, Story, Told } from './tell-story.ts';

/** One story in one store, and what the verifier said when somebody had cleaned up. */
export interface Chapter {
  readonly story: Story;
  readonly store: string;
  readonly told: Told;
  /** Milliseconds from the first incident to the alert, by alert. */
  readonly laterMs: Readonly<Record<string, number>>;
  readonly cleaned: Answer;
}

const HEADINGS: Readonly<Record<Story['name'], string>> = {
  airline: 'Customer records leave a third-party host',
  health: 'A health application loses 10,000 patients',
};

const WHAT_HAPPENS: Readonly<Record<Story['name'], string>> = {
  airline: `A booking archive runs at a hosting company. Somebody tries thirty pairs of names and passwords from another breach; the thirty-first
works. The agent's account may not export customers: five refusals. He gives it a role that may, and takes 12,400 customers with
passport and card numbers, two hundred at a time. The application is careless, too: it writes a card number into its log, where the sanitizer
masks it before anything leaves the process (the test looks for it in everything that the stores hold).`,
  health: `A scanner finds a health application with a known hole. The exploit is refused twice and then works; the attacker acts as the account
of a nightly import, gives it the administrator's role, and erases 10,000 patients, fifty at a time. Then he switches off the watcher of the host.`,
};

/** The page: for each story what happens, what was noticed and when, what the command tells, and how cleaning up shows. */
export function storiesPage(chapters: readonly Chapter[]): string {
  const stories = [...new Set(chapters.map(({ story }) => story))];
  return `# Two breaches, replayed

The two attacks of OWASP's A09, played against an application with Otelseal in it, on a real Loki and a real Elasticsearch. Nobody in them
is real. Everything below was printed or measured by one run of

\`\`\`sh
node test/end-to-end/stories/run.ts
\`\`\`

on a machine with two cores that did other work as well; \`npm run test:backends\` asserts the same. An attack that takes hours is played in a second here:
the order is true, the pauses are not. No registry has the scheduler of Elastic's rules, which is a part of Kibana: a small one of the tests runs every rule
as often as it says, with the query and the window that Kibana would ask with. \`npm run test:backends\` plays both on a real OpenSearch as well.

${stories
  .map((story) =>
    section(
      story,
      chapters.filter((chapter) => chapter.story === story),
    ),
  )
  .join('\n')}`;
}

function section(story: Story, chapters: readonly Chapter[]): string {
  const [first] = chapters as readonly [Chapter, ...Chapter[]];
  return `## ${HEADINGS[story.name]}

${WHAT_HAPPENS[story.name]}

### Noticed

By the application itself, and when a query of the store first finds the incident's record:

| incident | severity | in the application | ${chapters.map(({ store }) => `in ${store}`).join(' | ')} |
|---|---|---|${chapters.map(() => '---').join('|')}|
${noticedRows(chapters).join('\n')}

By the rules of packages/operations, counted from the first event of the story: in Loki's ruler, through Alertmanager to a webhook; in
Elasticsearch to the row of the rule, run every 20 seconds in Kibana's place:

| alert | ${chapters.map(({ store }) => store).join(' | ')} |
|---|${chapters.map(() => '---').join('|')}|
${raisedRows(chapters).join('\n')}

### Told

\`otelseal investigate … --client ${story.client}\`: what it begins with, and the first row of each kind (all rows are sealed, numbered and in
order; session identifiers are masked, as the preset \`balanced\` does without a pseudonym key):

\`\`\`
${excerpt(first.told.byClient.out)}
\`\`\`

### Cleaned up

The attacker comes back for the log: records #30 and #31, a part of his way in, are deleted with the store's own tools
(Loki: its interface for deletion; Elasticsearch: \`DELETE\` of two documents). Before:

\`\`\`
${firstLine(first.told.verified.out)}
\`\`\`

After, with exit code 1:

\`\`\`
${chapters.map(({ store, cleaned }) => `${store}: ${firstLine(cleaned.out)}`).join('\n')}
\`\`\`
`;
}

function noticedRows(chapters: readonly Chapter[]): string[] {
  const [{ told }] = chapters as readonly [Chapter, ...Chapter[]];
  return Object.keys(told.arrivalMs).map((detector) => {
    const own = told.incidents.filter((incident) => incident.detector === detector && incident.state !== 'ended');
    const inProcess = chapters.map(
      (chapter) => chapter.told.incidents.find((incident) => incident.detector === detector)?.latencyMs ?? Number.NaN,
    );
    const arrivals = chapters.map((chapter) => `${Math.round(chapter.told.arrivalMs[detector] ?? Number.NaN)} ms`);
    return `| \`${detector}\` | ${own.at(-1)?.severity} | ${Math.max(...inProcess).toFixed(1)} ms | ${arrivals.join(' | ')} |`;
  });
}

function raisedRows(chapters: readonly Chapter[]): string[] {
  const alerts = [...new Set(chapters.flatMap(({ laterMs }) => Object.keys(laterMs)))];
  const after = (alert: string) => chapters.map(({ laterMs }) => laterMs[alert]);
  return alerts
    .sort((one, other) => Math.min(...after(one).map(orNever)) - Math.min(...after(other).map(orNever)))
    .map((alert) => {
      const shown = after(alert).map((ms) => (ms === undefined ? '–' : `${(ms / 1_000).toFixed(1)} s`));
      return `| \`${alert}\` | ${shown.join(' | ')} |`;
    });
}

function orNever(ms: number | undefined): number {
  return ms ?? Number.POSITIVE_INFINITY;
}

/** The lines above the timeline, and of the timeline the first row of each kind: where the story turns. */
function excerpt(out: string): string {
  const lines = out.split('\n');
  const table = lines.findIndex((line) => line.startsWith('TIME '));
  const seen = new Set<string>();
  const turns: string[] = [];
  for (let row = table + 1; row + 1 < lines.length; row += 2) {
    const [line = '', message = ''] = lines.slice(row, row + 2);
    const kind = /security\.\S+/.exec(line)?.[0] ?? '';
    if (!seen.has(kind)) turns.push(line, message);
    seen.add(kind);
  }
  return [...lines.slice(0, table + 1), ...turns].join('\n');
}

function firstLine(out: string): string {
  return out.split('\n')[0] as string;
}
