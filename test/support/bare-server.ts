// The server without its page, which need not be built for tests that start it again and again.
import { readConfig } from '../../server/config.ts';
import { catchLast } from '../../server/last-resort.ts';
import { createLog } from '../../server/log.ts';
import { startServer } from '../../server/serve.ts';

const config = readConfig(process.env);
const log = createLog(config.logLevel);
const running = await startServer(config, log);
catchLast(log, running);
process.once('SIGTERM', () => running.stop().then(() => process.exit(0)));
console.log(`Afterimage is ready at ${running.address}`);
