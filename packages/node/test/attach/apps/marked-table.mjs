// A service that knows nothing of Otelseal: it asks a database, as a cursor does, that it is not connected to.
import pg from 'pg';

new pg.Client().query({ text: 'SELECT diagnosis FROM clinic.patients WHERE id = $1', values: [7], submit() {} });
process.stdout.write('app ran\n');
