import { type CreateDocumentOptions, createDocument } from 'zod-openapi';
import { positionSchema } from '#domain/geometry/geometry.contract.ts';
import { version } from '../base/version.ts';
import { ANALYST, pathsOf } from '../http/openapi.ts';
import { replyHeaders } from '../http/reply-headers.ts';
import type { Tag } from '../http/route.ts';
import { routes } from './routes.ts';
import type { OpenApiDocument } from './tools.ts';

type JsonSchema = Parameters<
  Extract<CreateDocumentOptions['override'], (context: never) => unknown>
>[0]['jsonSchema'];

/** What a checked position becomes: zod's description of the API's replies stands on this side of it. */
const positionOutput = positionSchema.out;

const tags: Readonly<Record<Tag, string>> = {
  Sites: 'Places under observation',
  Scenes: 'Images of a site, each acquired at one time: their files, and what is stated about them',
  Uploads: 'Files on their way to become scenes, by tus 1.0; each reply bears Tus-Resumable',
  Looks: 'How scenes are shown: colours, limits, histograms',
  Overlays: 'Outlines that are shared for orientation, and are no part of what is asserted',
  Annotations: 'What changed between two scenes: an outline, and what is asserted of it',
  Assessments: 'Who judged an annotation, on which sources, and the status that follows',
  Structures: 'What stands or stood on the ground, and what each scene shows of it',
  History: 'Who did what and when, each entry bound to the one before by its hash',
  Export: 'What is handed over to others',
  Server: 'Whether the server answers, and what its problems mean',
};

/** OpenAPI 3.1 of the whole API, made from the very schemas that check requests. */
export function openApiDocument(): OpenApiDocument {
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Afterimage',
        version,
        description: [
          'Lengths in metres, angles in degrees, areas in square metres, times in ISO 8601 UTC, coordinates as longitude and latitude in WGS 84.',
          'Every write says who acts in the header Analyst, which also stands in the history for good.',
          'What is refused is told as a problem (RFC 9457): `type` is the address of a page that explains it, `detail` says in one sentence what is wrong here, `errors` where it stands.',
          'Every reply to a request that could be read bears a Request-Id, which the log of the server names, too; a request may bring its own.',
          'Lists that take limit and cursor are cut into pages, and the header Link says where they go on; others come whole. A query parameter that an operation does not have is refused.',
          'An address that is there under other methods answers 405, and names them in Allow.',
          'Bodies are UTF-8, and JSON of at most 4 MiB. Texts are stored trimmed, those of one line with single spaces; ids in lower case. A text holds no NUL and no half of a surrogate pair, one of one line nothing that is not seen (control, bidi and zero-width characters).',
          'GET answers HEAD, too, without the body. Replies without an ETag may come compressed.',
        ].join('\n\n'),
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/', description: 'The server that this document comes from' }],
      tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
      paths: pathsOf(routes),
      components: {
        headers: Object.fromEntries(
          Object.entries(replyHeaders).map(([name, description]) => [
            name,
            { description, required: name !== 'Link', schema: { type: 'string' } },
          ]),
        ),
        securitySchemes: {
          [ANALYST]: {
            type: 'apiKey',
            in: 'header',
            name: ANALYST,
            description:
              "Who acts: a name, percent-encoded UTF-8, at most 120 characters, all of which can be seen; or 'unnamed', which is recorded as 'unnamed analyst'. It is self-declared: nobody checks it.",
          },
        },
      },
    },
    {
      // A position is checked, then cut to two figures: the latter has no schema of its own.
      allowEmptySchema: { transform: true },
      override: ({ jsonSchema, zodSchema }) => {
        if (zodSchema === positionSchema || zodSchema === positionOutput) describePosition(jsonSchema);
        else if (zodSchema._zod.def.type === 'tuple') describeTuple(jsonSchema);
      },
    },
  );
}

/**
 * Alike on both sides, so that a geometry is one schema. That a height may be sent stands in words alone: generators
 * take three figures where so many may be for three that must be.
 */
function describePosition(schema: JsonSchema): void {
  // In one order of keys, whatever stood in it: only then are both sides one schema.
  for (const key of ['description', 'type', 'items', 'minItems', 'maxItems'] as const) delete schema[key];
  Object.assign(schema, {
    description:
      'Longitude (-180 to 180), latitude (-90 to 90), in degrees. Where a height follows them in a request, it is dropped',
    type: 'array',
    items: { type: 'number' },
    minItems: 2,
    maxItems: 2,
  });
}

/** Written as an array of so many alike, which every reader of schemas knows; few know `prefixItems`. */
function describeTuple(tuple: JsonSchema): void {
  const places = tuple.prefixItems ?? [];
  const [items, other] = [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
  if (other) throw new Error('Say how a tuple of unlike places is described.');
  delete tuple.prefixItems;
  Object.assign(tuple, { items, minItems: places.length, maxItems: places.length });
}
