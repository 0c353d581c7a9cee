import type { DataAction } from '../marked-data/table-accesses.js';

/** What of a Prisma 7 client is used. */
export interface PrismaClientLike {
  $extends(extension: object): unknown;
  /** The models' relations; Prisma's own, absent in what is no generated client. */
  readonly _runtimeDataModel?: { readonly models: Readonly<Record<string, RuntimeModel>> };
}

export interface RuntimeModel {
  readonly fields: readonly { readonly name: string; readonly kind: string; readonly type: string }[];
}

/** What Prisma hands to a query extension. */
export interface Operation {
  readonly model: string;
  readonly operation: string;
  readonly args: unknown;
  query(args: unknown): Promise<unknown>;
  /** Prisma's own; says whether the operation runs in a transaction. */
  readonly __internalParams?: { readonly transaction?: unknown };
}

/** Operations that touch rows; `count`, `aggregate` and `groupBy` hand out none. */
export const ACTIONS: Readonly<Record<string, DataAction>> = {
  __proto__: null as never,
  findUnique: 'read',
  findUniqueOrThrow: 'read',
  findFirst: 'read',
  findFirstOrThrow: 'read',
  findMany: 'read',
  create: 'create',
  createMany: 'create',
  createManyAndReturn: 'create',
  update: 'update',
  updateMany: 'update',
  updateManyAndReturn: 'update',
  upsert: 'update',
  delete: 'delete',
  deleteMany: 'delete',
};
