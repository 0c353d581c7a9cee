import { ShopProcess } from '../../../examples/express-shop/src/demo/shop-process.ts';
import { attacks } from '../../../examples/express-shop/src/traffic/attacks.ts';
import { honestDay } from '../../../examples/express-shop/src/traffic/honest-day.ts';

/** The shop of the demo under real HTTP traffic, honest and hostile; its records have been delivered when this resolves. */
export async function aDayInTheShop(
  url: string,
  keyFile: string,
  protocol: 'http/json' | 'http/protobuf',
): Promise<void> {
  const shop = await ShopProcess.start({
    OTEL_SERVICE_NAME: 'express-shop',
    OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: protocol,
    OTELSEAL_SIGNING_KEY_FILE: keyFile,
  });
  try {
    const count = { requests: 0 };
    await honestDay(shop.url, count);
    await attacks(shop.url, count);
    await shop.stop();
  } finally {
    shop.kill();
  }
}
