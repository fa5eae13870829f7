import type { ReactElement } from "react";

/** One kind of letter: its subject and both of its bodies, which say the same. */
export interface Letter<Props> {
  subject: (props: Props) => string;
  Html: (props: Props) => ReactElement;
  /** Written by hand: turned from the HTML it would say each link three times. */
  text: (props: Props) => string;
}
