// The server without its page, which need not be built for tests that start it again and again.
import { readConfig } from '../../../server/base/config.ts';
import { createLog } from '../../../server/base/log.ts';
import { catchLast } from '../../../server/runtime/last-resort.ts';
import { startServer } from '../../../server/runtime/serve.ts';

const config = readConfig(process.env);
const log = createLog(config.logLevel);
const running = await startServer(config, log);
catchLast(log, running);
process.once('SIGTERM', () => running.stop().then(() => process.exit(0)));
console.log(`Afterimage is ready at ${running.address}`);
