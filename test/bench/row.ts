/** One line of the table: what was measured here, what the peer took in the same run, and what is asked for. */
export type Row = {
  name: string;
  ours: string;
  /** Or why there is none: 'peer not installed'. */
  peer: string;
  /** Undefined where there is no peer to compare with. */
  ratio?: number | undefined;
  /** What the ratio is held against, such as '<= 1.05'. */
  limit?: { atMost: number } | { atLeast: number } | undefined;
};
