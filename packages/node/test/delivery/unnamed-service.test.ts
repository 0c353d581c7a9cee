import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { reportingUnnamedService } from '../../src/delivery/unnamed-service.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Emits twice under this resource; the codes that were reported and how many records came through. */
function emitting(attributes: Record<string, unknown>) {
  const codes: string[] = [];
  let passed = 0;
  const stage = { onEmit: () => void passed++, forceFlush: async () => {}, shutdown: async () => {} };
  const processor = reportingUnnamedService(stage, { add() {}, reportOnce: (code) => void codes.push(code) });
  const resource = resourceFromAttributes(attributes as never);
  const logger = new LoggerProvider({ resource, processors: [processor] }).getLogger('app');
  logger.emit({ body: 'x' });
  logger.emit({ body: 'y' });
  return { codes, passed: () => passed };
}

describe('a service', () => {
  it.each([
    {},
    { 'service.name': '' },
    { 'service.name': 'unknown_service' },
    { 'service.name': 'unknown_service:node' },
  ])('without a name is reported, once: %o', async (attributes) => {
    const { codes, passed } = emitting(attributes);
    await turn();
    expect(codes).toEqual(['ERR_SERVICE_UNNAMED']);
    expect(passed()).toBe(2);
  });

  it.each(['shop', 'unknown_services'])('with the name %s is not', async (name) => {
    const { codes } = emitting({ 'service.name': name });
    await turn();
    expect(codes).toEqual([]);
  });

  it.each([
    ['shop', []],
    ['unknown_service', ['ERR_SERVICE_UNNAMED']],
  ])('is judged by the name that its detectors end with: %s', async (name, expected) => {
    const { codes } = emitting({ 'service.name': new Promise((resolve) => setImmediate(resolve, name)) });
    await turn();
    await turn();
    expect(codes).toEqual(expected);
  });
});
