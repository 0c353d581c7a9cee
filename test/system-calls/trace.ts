/** One system call, at the moment when it began or ended. */
export interface TracedCall {
  readonly name: string;
  readonly phase: 'begins' | 'ends';
  readonly thread: string;
  /** Everything between the parentheses, with paths of descriptors; that of the beginning also at the end. */
  readonly text: string;
  /** Of an end: what it returned. */
  readonly result: string;
}

const WHOLE = /^(\d+) +(\w+)\((.*)\) += (-?\d+).*$/s;
const BEGUN = /^(\d+) +(\w+)\((.*) <unfinished \.\.\.>$/s;
const RESUMED = /^(\d+) +<\.\.\. (\w+) resumed>.*\) += (-?\d+).*$/s;

/** Reads what `strace -f -y` wrote: in the order in which things happened, calls of several threads interleaved. */
export function tracedCalls(trace: string): TracedCall[] {
  const begun = new Map<string, string>();
  const calls: TracedCall[] = [];
  for (const line of trace.split('\n')) {
    const whole = WHOLE.exec(line);
    if (whole !== null) {
      const [, thread = '', name = '', text = '', result = ''] = whole;
      calls.push({ name, thread, text, phase: 'begins', result: '' }, { name, thread, text, phase: 'ends', result });
      continue;
    }
    const start = BEGUN.exec(line);
    if (start !== null) {
      const [, thread = '', name = '', text = ''] = start;
      begun.set(`${thread} ${name}`, text);
      calls.push({ name, thread, text, phase: 'begins', result: '' });
      continue;
    }
    const end = RESUMED.exec(line);
    if (end === null) continue;
    const [, thread = '', name = '', result = ''] = end;
    calls.push({ name, thread, text: begun.get(`${thread} ${name}`) ?? '', phase: 'ends', result });
  }
  return calls;
}
