/**
 * Waits for a promise, but not longer than this. Whether it settled in time; its rejection passes through. The timer holds the process
 * open: whoever waits for delivery wants it to happen.
 */
export async function within(timeoutMillis: number, promise: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, timeoutMillis), false);
  });
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
