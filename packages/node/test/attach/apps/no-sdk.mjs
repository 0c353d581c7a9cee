// A service without OpenTelemetry.
process.stdout.write('app ran\n');
