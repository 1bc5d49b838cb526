/** What the page says while something has not come, or could not be had. */
export const loadingWords = {
  again: 'Try again',
  sites: { loading: 'Loading sites…', failed: 'The sites could not be loaded.' },
  scenes: { loading: 'Loading scenes…', failed: 'The scenes could not be loaded.' },
  changes: { loading: 'Loading changes…', failed: 'The changes could not be loaded.' },
  assessments: { loading: 'Loading assessments…', failed: 'The assessments could not be loaded.' },
  sightings: { loading: 'Loading what others marked…', failed: 'What others marked could not be loaded.' },
  mates: {
    loading: 'Loading other changes of this structure…',
    failed: 'Other changes of this structure could not be loaded.',
  },
  overlays: { loading: 'Loading shared overlays…', failed: 'The shared overlays could not be loaded.' },
  history: { loading: 'Loading history…', failed: 'The history could not be loaded.' },
  histograms: { loading: 'Loading the histogram…', failed: 'The histogram could not be loaded.' },
  structures: { loading: 'Loading other changes…', failed: 'Other changes could not be loaded.' },
  scene: 'Loading the scene…',
  sent: 'Asking the server how much of it has arrived…',
  /** Nothing was heard of the server for ten seconds. */
  unanswered: 'The server has not answered for 10 seconds. Still waiting.',
  unsaved: 'The server has not answered for 10 seconds. What you are saving is kept here; still waiting.',
  unheard: 'What others change is not shown at present: the server is not reached.',
  outdated: (sentence: string) => `What is shown may be outdated. ${sentence}`,
} as const;
