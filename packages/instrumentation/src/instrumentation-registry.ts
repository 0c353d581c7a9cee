import type { Instrumentation } from '@opentelemetry/instrumentation';
import { ExpressSecurityInstrumentation } from './express/index.js';
import { FastifySecurityInstrumentation } from './fastify/index.js';
import { HttpSecurityInstrumentation } from './http/index.js';
import { NestSecurityInstrumentation, type NestSecurityInstrumentationConfig } from './nestjs/index.js';
import type { SecurityInstrumentationConfig } from './security-instrumentation.js';

/** Options of single libraries, by name. @stable */
export interface LibraryOptions {
  readonly express?: SecurityInstrumentationConfig | undefined;
  readonly fastify?: SecurityInstrumentationConfig | undefined;
  readonly nestjs?: NestSecurityInstrumentationConfig | undefined;
  readonly http?: SecurityInstrumentationConfig | undefined;
}

/** A library that can be instrumented. @stable */
export type InstrumentationName = keyof LibraryOptions;

type Registry = {
  readonly [Name in InstrumentationName]-?: (config: NonNullable<LibraryOptions[Name]>) => Instrumentation;
};

/**
 * Every instrumentation: one line here and one in the options above. The names are those of the subpath exports and of
 * the setting that disables one.
 */
export const INSTRUMENTATION_REGISTRY: Registry = Object.freeze<Registry>({
  express: (config) => new ExpressSecurityInstrumentation(config),
  fastify: (config) => new FastifySecurityInstrumentation(config),
  nestjs: (config) => new NestSecurityInstrumentation(config),
  http: (config) => new HttpSecurityInstrumentation(config),
});
