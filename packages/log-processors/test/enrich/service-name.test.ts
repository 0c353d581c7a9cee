import { resourceFromAttributes } from '@opentelemetry/resources';
import { describe, expect, it } from 'vitest';
import { serviceNameOf } from '../../src/enrich/service-name.js';

describe('the service name', () => {
  it('is what a resource says', () => {
    expect(serviceNameOf(resourceFromAttributes({ 'service.name': 'shop' }))).toBe('shop');
  });

  it('is known from the moment at which a detector has found it', async () => {
    const resource = resourceFromAttributes({ 'service.name': Promise.resolve('shop') as never });
    expect(serviceNameOf(resource)).toBeUndefined();
    await resource.waitForAsyncAttributes?.();
    expect(serviceNameOf(resource)).toBe('shop');
  });

  it.each([undefined, null, 'shop', {}, { attributes: null }, { attributes: { 'service.name': 7 } }])(
    'is not known from %o',
    (resource) => {
      expect(serviceNameOf(resource)).toBeUndefined();
    },
  );
});
