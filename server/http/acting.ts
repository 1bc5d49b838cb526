/** Who acts, when. */
export type Acting = { by: string; at: Date };
