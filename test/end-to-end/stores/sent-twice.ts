import { type OtlpRequest, otlpReceiver } from './sealed-traffic.ts';

/** An address that hands every request on twice, as a sender does whose first answer was lost. */
export function sentTwice(url: string): ReturnType<typeof otlpReceiver> {
  return otlpReceiver(async (request: OtlpRequest) => {
    for (const attempt of ['first', 'again']) {
      const answer = await fetch(url, {
        method: 'POST',
        body: JSON.stringify(request),
        headers: { 'Content-Type': 'application/json' },
        signal: AbortSignal.timeout(30_000),
      });
      if (!answer.ok) throw new Error(`${url} answered ${answer.status} (${attempt}): ${await answer.text()}`);
    }
  });
}
