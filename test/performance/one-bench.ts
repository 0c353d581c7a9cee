// A process of its own for one bench file; sends its figures to the parent.
import type { Bench } from './figure.ts';

const file = process.argv[2];
const { default: bench } = (await import(`./${file}`)) as { readonly default: Bench };
const figures = await bench();
process.send?.(figures, () => process.exit(0)); // pipelines and timers that still wait have nothing to deliver
