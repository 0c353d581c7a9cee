import type { Logger, LoggerProvider } from '@opentelemetry/api';

type GetLogger = LoggerProvider['getLogger'];

/**
 * Lets every logger of a provider call `prepare` before its first record, which then goes through what `prepare` has made of the
 * provider's loggers. Copying records before the SDK reads them takes modules that a service should not wait for at start.
 *
 * @param prepare changes the loggers that the provider has handed out and hands out; called once
 */
export function prepareAtFirstRecord(provider: LoggerProvider, prepare: () => void): void {
  const original: GetLogger = provider.getLogger.bind(provider);
  let isPrepared = false;
  const prepareOnce = (): void => {
    if (isPrepared) return;
    isPrepared = true;
    provider.getLogger = original; // what `prepare` changes is the provider's own
    prepare();
  };
  provider.getLogger = (...scope: Parameters<GetLogger>): Logger => {
    const logger = original(...scope);
    const emit = logger.emit;
    logger.emit = (record) => {
      logger.emit = emit; // the SDK has one logger a scope: the next line changes this one
      prepareOnce();
      provider.getLogger(...scope).emit(record);
    };
    return logger;
  };
}
