// A service whose logger provider is nobody's that we know.
import { logs } from '@opentelemetry/api';

class VendorLoggerProvider {
  getLogger() {
    return { emit: ({ body }) => void process.stdout.write(`vendor got ${body}\n`), enabled: () => true };
  }
}
logs.setGlobalLoggerProvider(new VendorLoggerProvider());
logs.getLogger('app').emit({ body: 'a line' });
