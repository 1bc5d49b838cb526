/** What the page says of sightings. */
export const sightingWords = {
  notSaved: 'Not saved yet',
  keptHere: 'Not saved yet. It is kept in this browser and sent by itself as soon as it can be.',
  noAnswer:
    'The server does not answer. What you marked is kept in this browser and sent by itself as soon as it does.',
  sentAtLast: 'What you marked is saved.',
  takenBack: ', taken back',
  takenBackAtLast: 'What you took back no longer counts.',
  notTakenBack: (sentence: string) => `Not taken back. ${sentence}`,
  refused: (sentence: string) => `Not saved. ${sentence}`,
  note: 'Note',
  noteHint: 'Saved with what you mark.',
  saveNote: 'Save note',
  tryAgain: 'Try again',
  discard: 'Discard',
  show: 'Show',
  unsentHeading: 'Sightings that are not saved',
  unsavedNotes: (count: number) => `${count === 1 ? 'A note is' : `${count} notes are`} not saved yet.`,
  unsent: (count: number) => `${count === 1 ? 'A sighting is' : `${count} sightings are`} not saved yet.`,
} as const;
