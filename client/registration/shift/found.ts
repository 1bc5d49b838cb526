/**
 * How a shift was found, of which its note tells. `fitted`: keys moved it from where points had put it. Metres of a
 * correlation are what is left at parts that did not make the shift.
 */
export type Found =
  | { by: 'saved' | 'pairs' | 'zero' }
  | { by: 'keys'; fitted: boolean }
  | { by: 'correlation'; residual: number; agreeing: number; clear: number };
