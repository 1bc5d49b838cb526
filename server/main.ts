import { parseArgs } from 'node:util';
import { speakPlainly } from '#domain/problem/plain-words.rules.ts';
import { sceneMetadataSchema } from '#domain/scene/scene.contract.ts';
import { readConfig, StartupError } from './base/config.ts';
import { createLog } from './base/log.ts';
import { withoutPasswords } from './base/secrets.ts';
import { storageFault } from './base/storage-fault.ts';
import { optionName } from './command/ingest.ts';

const HELP = `Afterimage documents change in satellite imagery.

  npm start                                     start the server
  npm run dev                                   start it with a page that follows its sources
  npm run afterimage -- build                   build the page ahead of a start, for a container image
  npm run afterimage -- ingest FILE --site NAME --acquired DATE [options]
                                                add a GeoTIFF as a scene, and wait until it is ready;
                                                given again after a break, it goes on
  npm run afterimage -- verify originals        hash all originals again; ends with 1 where one differs

Options of ingest
  --site NAME           the site's name or code; a site that is not there is made
  --acquired DATE       2012-10-11, an instant such as 2012-10-11T02:13:00Z, 2012-10 or 2012
  --analyst NAME        who acts (unnamed where left out)
  --title, --platform, --provider, --licence, --catalogue-id TEXT
  --gsd METRES          ground sample distance, where the file's own is not meant
  --off-nadir, --incidence-angle, --view-azimuth, --sun-azimuth, --sun-elevation DEGREES
  --cloud-cover PER_CENT
  --synthetic           the image was made, not taken

Environment: HOST, PORT, DATA_DIR, DATABASE_URL, MIGRATION_DATABASE_URL, DIRECT_DATABASE_URL, PREPARED_STATEMENTS,
MAX_UPLOAD, DISK_RESERVE, SAMPLE, TRUST_NETWORK, ALLOWED_HOSTS, LOG_LEVEL. README.md says what they mean.
`;

const TEXTS = ['title', 'acquired', 'platform', 'provider', 'licence', 'catalogueId'];
const FIGURES = Object.keys(sceneMetadataSchema.shape).filter(
  (name) => !TEXTS.includes(name) && name !== 'synthetic',
);

async function main([command = 'help', ...args]: string[]): Promise<void> {
  if (command === 'start') {
    const { values } = readArguments(() => parseArgs({ args, options: { dev: { type: 'boolean' } } }));
    const { serve } = await import('./runtime/serve.ts');
    return serve(readConfig(process.env), { development: values.dev ?? false });
  }
  if (command === 'build') {
    const { buildPage } = await import('./runtime/client-build.ts');
    return buildPage(createLog('info'));
  }
  if (command === 'ingest' && !args.includes('--help')) return ingest(args);
  if (command === 'verify' && args[0] === 'originals' && args.length === 1) {
    const { verifyOriginals } = await import('./command/verify.ts');
    if (!(await verifyOriginals(readConfig(process.env)))) process.exitCode = 1;
    return;
  }
  process.stdout.write(HELP);
  if (!['help', '--help', '-h', 'ingest'].includes(command))
    throw new StartupError(`There is no command '${command}'.`);
}

async function ingest(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const metadataOptions = Object.fromEntries([...TEXTS, ...FIGURES].map((name) => [optionName(name), text]));
  const { values, positionals } = readArguments(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: { ...metadataOptions, site: text, analyst: text, synthetic: { type: 'boolean' } },
    }),
  );
  const given: Record<string, string | boolean | undefined> = values;
  const [file, ...more] = positionals;
  if (!file || more.length > 0)
    throw new StartupError('Name one file: ingest FILE --site NAME --acquired DATE.');
  if (!given.site || !given.acquired)
    throw new StartupError('Say where and when: --site NAME --acquired DATE, such as --acquired 2012-10-11.');
  const metadata = Object.fromEntries(
    [...TEXTS, ...FIGURES, 'synthetic'].flatMap((name) => {
      const value = given[optionName(name)];
      return value === undefined ? [] : [[name, FIGURES.includes(name) ? Number(value) : value]];
    }),
  );
  const { ingestCommand } = await import('./command/ingest.ts');
  const order = { file, site: String(given.site), analyst: String(given.analyst ?? 'unnamed'), metadata };
  await ingestCommand(readConfig(process.env), order);
}

function readArguments<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new StartupError(error instanceof Error ? error.message : String(error));
  }
}

/** What is printed of an error that ends the command: a sentence, unless it is one that nobody foresaw. */
function told(error: unknown): string {
  if (error instanceof StartupError) return error.message;
  const fault = storageFault(error);
  const place = error instanceof Error && 'path' in error ? String(error.path) : 'A file';
  if (fault !== undefined) return `${place} cannot be used: ${fault} and start again.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

speakPlainly();
try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(withoutPasswords(told(error)));
  process.exitCode = 1;
}
