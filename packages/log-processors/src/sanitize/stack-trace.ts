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

const SPACE = 0x20;
const TAB = 0x09;

/** Does every line break stand before a plain `at …` frame, behind the message? The quick question that most stack traces answer with yes. */
export function breaksOnlyBeforeFrames(stack: string, message: string | undefined): boolean {
  const messageAt = message === undefined || message === '' ? -1 : stack.indexOf(message);
  const messageEnd = messageAt < 0 ? 0 : messageAt + (message as string).length;
  for (let at = stack.indexOf('\n'); at >= 0; at = stack.indexOf('\n', at + 1)) {
    let start = at + 1;
    while (stack.charCodeAt(start) === SPACE || (stack.charCodeAt(start) === TAB && start - at < 8)) start++;
    if (at < messageEnd || !stack.startsWith('at ', start)) return false;
  }
  return true;
}
