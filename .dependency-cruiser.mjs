const onlyIn = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** One direction of dependency. test/unit/dependencies.test.ts plants a violation of each rule. */
export default {
  forbidden: [
    onlyIn('no-circles', 'Two modules that need each other are one module or three.', {}, { circular: true }),
    onlyIn(
      'imagery-knows-nobody',
      'The imagery core has neither HTTP nor SQL nor the rest of the server.',
      { path: '^server/imagery/' },
      { path: '^(server|client)/', pathNot: '^server/imagery/' },
    ),
    onlyIn(
      'contracts-and-rules-are-pure',
      'The page and a verifier without a server use them: nothing of Node, nothing but contracts and rules.',
      { path: '^server/.*\\.(contract|rules)\\.ts$' },
      { path: '^(server|client)/', pathNot: '\\.(contract|rules)\\.ts$' },
    ),
    onlyIn(
      'contracts-and-rules-need-no-node',
      'They run in the browser too.',
      { path: '^server/.*\\.(contract|rules)\\.ts$' },
      { dependencyTypes: ['core'] },
    ),
    onlyIn(
      'client-shares-contracts-and-rules-alone',
      'Nothing else of the server runs in a browser.',
      { path: '^client/' },
      { path: '^(server|migrations|test|sample-imagery)/', pathNot: '^server/.*\\.(contract|rules)\\.ts$' },
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
      { path: '\\.routes\\.ts$|^server/app\\.ts$' },
    ),
    onlyIn(
      'sql-in-queries-alone',
      'SQL lives in *.queries.ts and migrations; acts and routes compose transactions from it.',
      {
        path: '^server/',
        pathNot: '\\.(queries|acts|routes)\\.ts$|^server/(database|event/event-hub|app\\.ts|main\\.ts)',
      },
      { path: '(^|/)node_modules/(kysely|pg)/', dependencyTypesNot: ['type-only'] },
    ),
    onlyIn(
      'strangers-files-are-read-aside',
      'What takes as long as a stranger makes it is done in a thread: call aside().',
      {
        path: '^server/',
        pathNot: '^server/(aside|imagery|scene/metadata)/|^server/upload/inspection\\.ts$',
      },
      {
        path: '^server/(imagery/(inspect|gathering-inspection|kept-copy|histogram)|scene/metadata/beside\\.rules|upload/inspection)\\.ts$',
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
      'stores-know-no-panels',
      'main, panels, stores, api: downwards only.',
      { path: '^client/.*\\.(store|api)\\.ts$' },
      { path: '\\.panel\\.tsx$|^client/map/|^client/main\\.tsx$' },
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
