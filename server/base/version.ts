import packageDescription from '../../package.json' with { type: 'json' };

/** The version of this software, as exports and reports name it. */
export const version: string = packageDescription.version;
