/** What every security record must answer (PCI DSS 10.2.2, OWASP ASVS 16.2.1). */
export type Fact = 'actor' | 'event' | 'time' | 'outcome' | 'origin' | 'target';

/** Why a fact had to be filled in: nobody said it (`unknown`), or what was said is of no use (`invalid`). */
export type FactState = 'unknown' | 'invalid';

/** One filled-in fact. The object itself serves as the label set of its counter, so counting allocates nothing. */
export type FactIssue = Readonly<{ fact: Fact; state: FactState }>;

const issues = new Map<string, FactIssue>();

/** The shared, frozen issue object of a fact and a state. */
export function factIssue(fact: Fact, state: FactState): FactIssue {
  const key = `${fact} ${state}`;
  let issue = issues.get(key);
  if (issue === undefined) {
    issue = Object.freeze({ fact, state });
    issues.set(key, issue);
  }
  return issue;
}

/** The value of a fact that nobody knows. A record says so instead of staying silent. */
export const UNKNOWN = 'unknown';
