/** A bar of a picture, from one number to another on the picture's own scale. */
export interface Bar {
  solid: readonly [from: number, to: number];
  /** What is not sure, or what the solid part stands on. */
  pale?: readonly [from: number, to: number];
}
