import { Frame, Prose } from "./frame.tsx";
import type { Letter } from "./letter.ts";

/** Where somebody wanted to use an address that has a library there already. */
export interface AddressTakenProps {
  /** The site's host as a person knows it. */
  host: string;
}

const subject = "This address has a library already";
const story = ({ host }: AddressTakenProps) =>
  `Somebody asks that their sheet-music library at ${host} goes by this address from now on. ` +
  "There is a library under it already, so nothing was changed, and they were not told.";
const next =
  "If it was you, sign in with this address to see that library. To use the address for the other " +
  "one, delete this one first, on its account page.";
const foot = "If it was not you, you need not do anything.";

function Html(props: AddressTakenProps) {
  return (
    <Frame title={subject} preview={foot} heading={subject} foot={foot}>
      <Prose>{story(props)}</Prose>
      <Prose>{next}</Prose>
    </Frame>
  );
}

const text = (props: AddressTakenProps) =>
  `${story(props)}

${next}

${foot}

Attacca
`;

/** The mail to an address that somebody wanted for another account. */
export const addressTaken: Letter<AddressTakenProps> = { subject: () => subject, Html, text };
