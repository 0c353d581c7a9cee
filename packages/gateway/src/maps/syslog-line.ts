/** A line of syslog, taken apart. */
export interface SyslogLine {
  readonly program: string;
  readonly message: string;
  /** How often the message came, where syslog says so in place of the repetitions. */
  readonly times?: number;
}

/** rsyslog with `$RepeatedMsgReduction on`, as Ubuntu has it; syslogd does the same without the message. */
const REPEATED = /^message repeated ([1-9]\d{0,5}) times: \[ ?([\s\S]*)\]$/;

/** RFC 3164 as syslogd and rsyslog write it into files, and with the ISO 8601 time of newer ones. */
const TRADITIONAL =
  /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.,+Z-]{8,24}) [^\s]{1,255} ([^\s:[]{1,64})(?:\[\d{1,10}\])?: ?/;
/** RFC 5424, its structured data skipped. */
const RFC_5424 =
  /^<\d{1,3}>1 [^\s]{1,64} [^\s]{1,255} ([^\s]{1,64}) [^\s]{1,128} [^\s]{1,32} (?:-|(?:\[(?:\\.|[^\\\]])*\])+)(?: \uFEFF?|$)/;

/**
 * The program and the message of a line; undefined when the line has no header of syslog. Only what stands at the beginning counts: a
 * message that holds another header is a message.
 */
export function syslogLine(text: string): SyslogLine | undefined {
  const header = TRADITIONAL.exec(text) ?? RFC_5424.exec(text);
  const program = header?.[1];
  if (header === null || program === undefined) return undefined;
  return withoutRepetition({ program, message: text.slice(header[0].length) });
}

/** What was repeated, and how often. */
export function withoutRepetition(line: SyslogLine): SyslogLine {
  const [, times, message] = REPEATED.exec(line.message) ?? [];
  return message === undefined ? line : { program: line.program, message, times: Number(times) };
}
