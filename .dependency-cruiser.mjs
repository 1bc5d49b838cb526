/** What of the imagery core the page reads files by as well. */
const RULES = '^server/imagery/.*\\.rules\\.ts$';
const onlyIn = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** One direction of dependency. test/unit/dependencies.test.ts plants a violation of each rule. */
export default {
  forbidden: [
    onlyIn('no-circles', 'Two modules that need each other are one module or three.', {}, { circular: true }),
    {
      name: 'no-circles-of-folders',
      severity: 'error',
      comment: 'Folders that need each other are one folder or three. test/rooms holds it across depths too.',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    onlyIn(
      'imagery-knows-nobody',
      'The imagery core has neither HTTP nor SQL nor the rest of the server.',
      { path: '^server/imagery/' },
      { path: '^(server|client)/', pathNot: '^server/imagery/' },
    ),
    onlyIn(
      'domain-is-pure',
      'The page and a verifier without a server use it: nothing but itself and the rules of the imagery core.',
      { path: `^server/domain/|${RULES}` },
      { path: '^(server|client)/', pathNot: `^server/domain/|${RULES}` },
    ),
    onlyIn(
      'domain-needs-no-node',
      'It runs in the browser too.',
      { path: `^server/domain/|${RULES}` },
      { dependencyTypes: ['core'] },
    ),
    onlyIn(
      'client-shares-the-domain-alone',
      'Nothing else of the server runs in a browser.',
      { path: '^client/' },
      { path: '^(server|migrations|test|sample-imagery)/', pathNot: `^server/domain/|${RULES}` },
    ),
    onlyIn(
      'shared-rooms-are-called-by-name',
      'A path that climbs to them breaks with every move: #domain/WORD/... and #imagery/... .',
      { path: '^(server|client|sample-imagery)/', pathNot: '^server/(domain|imagery)/' },
      { path: '^server/(domain|imagery)/', dependencyTypesNot: ['aliased'] },
    ),
    onlyIn(
      'server-knows-no-client',
      'The server builds the client, it does not import it.',
      { path: '^server/' },
      { path: '^client/' },
    ),
    onlyIn(
      'queries-know-no-routes',
      'app, routes, acts, queries, database: downwards only.',
      { path: '\\.queries\\.ts$' },
      { path: '\\.(routes|acts)\\.ts$' },
    ),
    onlyIn(
      'acts-know-no-routes',
      'app, routes, acts, queries, database: downwards only.',
      { path: '\\.acts\\.ts$' },
      { path: '\\.routes\\.ts$|^server/api/' },
    ),
    onlyIn(
      'sql-in-queries-alone',
      'SQL lives in *.queries.ts and migrations; acts and routes compose transactions from it.',
      {
        path: '^server/',
        pathNot:
          '\\.(queries|acts|routes)\\.ts$|^server/(database/|event/event-hub|api/app|runtime/prepare-database|base/database-address)',
      },
      { path: '(^|/)node_modules/(kysely|pg)/', dependencyTypesNot: ['type-only'] },
    ),
    onlyIn(
      'strangers-files-are-read-aside',
      'What takes as long as a stranger makes it is done in a thread: put it into *.tasks.ts and call asideOf().',
      { path: '^server/', pathNot: '^server/(imagery|domain/metadata)/|\\.tasks\\.ts$' },
      {
        path: '^server/imagery/(inspect/(inspect|gathering-inspection)|cog/kept-copy|pixel/histogram)\\.ts$|^server/domain/metadata/beside\\.rules\\.ts$|\\.tasks\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    onlyIn(
      'map-alone-draws',
      'Stores and panels know no map library.',
      { path: '^client/', pathNot: '^client/map/' },
      { path: '(^|/)node_modules/(ol|ol-ext|geotiff)/' },
    ),
    onlyIn(
      'coordinates-alone-knows-proj4',
      'How coordinates are brought from one system to another is said once.',
      { path: '^client/', pathNot: '^client/coordinates/' },
      { path: '(^|/)node_modules/proj4/' },
    ),
    onlyIn(
      'storage-alone-knows-idb',
      'What the browser keeps outlives a page that is left in one breath: that is seen to once.',
      { path: '^client/', pathNot: '^client/core/storage\\.ts$' },
      { path: '(^|/)node_modules/idb/' },
    ),
    onlyIn(
      'stores-know-no-panels',
      'shell, panels, stores, api: downwards only.',
      { path: '^client/.*\\.(store|api|acts)\\.ts$' },
      { path: '\\.panel\\.tsx$|/panels\\.ts$|^client/(map/|main\\.tsx$)' },
    ),
    onlyIn(
      'migrations-stand-alone',
      'What has landed must never change with our code.',
      { path: '^migrations/' },
      { path: '^(server|client|test|sample-imagery)/' },
    ),
    onlyIn(
      'nothing-ships-tests',
      'Tests import the project, not the other way.',
      { path: '^(server|client|migrations|sample-imagery)/' },
      { path: '^test/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^client/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
