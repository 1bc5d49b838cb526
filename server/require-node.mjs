// Plain JavaScript on purpose: an older Node must be able to read this file far enough to say what is wrong.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Afterimage needs Node 24 or newer, and this is Node ${process.versions.node}. ` +
      "Run 'npm ci' without --ignore-scripts, which brings Node 24 along, or install Node 24 yourself.",
  );
  process.exit(1);
}
