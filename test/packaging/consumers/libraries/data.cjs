const SECURITY = { event: 'authn.login.failure', method: 'password', reason: 'wrong_password' };

/** A database behind Prisma that answers every query with one patient. */
function onePatient() {
  const info = { provider: 'postgres', adapterName: 'one-patient' };
  const answer = { columnNames: ['id', 'diagnosis'], columnTypes: [0, 7], rows: [[7, 'none']] };
  const connection = { ...info, queryRaw: async () => answer, dispose: async () => {} };
  return { ...info, connect: async () => connection };
}

exports.data = (load) => ({
  async prisma() {
    const { PrismaClient } = await load('./prisma/client/index.js');
    const { withMarkedModels } = await load('@otelseal/instrumentation/prisma');
    const client = withMarkedModels(new PrismaClient({ adapter: onePatient() }), { sensitive: { Patient: true } });
    await client.patient.findMany();
    await client.$disconnect();
  },
  async pg() {
    const { Client } = await load('pg');
    new Client().query({ text: 'SELECT diagnosis FROM clinic.patients WHERE id = $1', values: [7], submit() {} });
  },
  async knex() {
    const knex = await load('knex');
    class Answering extends knex.Client {}
    Object.assign(Answering.prototype, {
      driverName: 'answering',
      dialect: 'answering',
      _driver: () => ({}),
      acquireRawConnection: async () => ({}),
      destroyRawConnection: async () => {},
      validateConnection: () => true,
      _query: async (_connection, statement) => Object.assign(statement, { response: [{ diagnosis: 'none' }] }),
      processResponse: ({ response }) => response,
    });
    const database = knex({ client: Answering, connection: {} });
    await database.raw('SELECT diagnosis FROM clinic.patients');
    await database.destroy();
  },
  async winston() {
    const { createLogger, transports } = await load('winston');
    createLogger({ transports: [new transports.Console()] }).warn('refused', { security: SECURITY });
  },
  async pino() {
    (await load('pino'))().warn({ security: SECURITY }, 'refused');
  },
});
