/** What the page says of registrations. */
export const registrationWords = {
  movedMeanwhile: (place: string) =>
    `Somebody changed this scene meanwhile; it lies at ${place} there. Save again to put yours in its place.`,
  keptHeading: 'Registrations that are not saved',
  kept: (count: number) =>
    `You have ${count === 1 ? 'a registration' : `${count} registrations`} that ${count === 1 ? 'is' : 'are'} not saved.`,
  sceneGone: 'a scene that is not here',
  continue: 'Continue',
  discard: 'Discard',
  tooLittleGround: 'Both images have too little ground in common.',
  nothingToHold: 'There is nothing in common to hold on to.',
} as const;
