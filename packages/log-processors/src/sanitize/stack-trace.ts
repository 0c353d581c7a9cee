/** A line that a JavaScript, Java, Python or .NET runtime writes below the message of an exception. */
const FRAME =
  /^(?:[ \t]*at |[ \t]*\.\.\. \d+ (?:more|common frames)|Caused by: |[ \t]*Suppressed: |[ \t]*\[cause\]: |[ \t]+File "|Traceback \(most recent call last\)|[ \t]*--- End of )/;

/**
 * The parts of a stack trace that start on a line of their own. Only a line break before a frame counts, and none inside the
 * exception's message: a message cannot forge a frame.
 */
export function stackTraceLines(stack: string, message: string | undefined): string[] {
  const messageAt = message === undefined || message === '' ? -1 : stack.indexOf(message);
  const messageEnd = messageAt < 0 ? 0 : messageAt + (message as string).length;
  const lines: string[] = [];
  let from = 0;
  for (let at = stack.indexOf('\n', messageEnd); at >= 0; at = stack.indexOf('\n', at + 1)) {
    if (!FRAME.test(stack.slice(at + 1, at + 80))) continue;
    lines.push(stack.slice(from, at));
    from = at + 1;
  }
  lines.push(stack.slice(from));
  return lines;
}
