import { Frame, Prose } from "./frame.tsx";
import type { Letter } from "./letter.ts";
import { moment } from "./moment.ts";

/** What was deleted, where and when. */
export interface AccountDeletedProps {
  /** The site's host as a person knows it. */
  host: string;
  /** ISO 8601. */
  deletedAt: string;
  /** How many scores went with the account. */
  scores: number;
  /** How many collections and setlists. */
  collections: number;
  /** How many links that showed something of it. */
  links: number;
  /** How many bytes of files, those in the bin as well. */
  bytes: number;
  /** Whether a Google account was connected. */
  google: boolean;
}

const subject = "Your account has been deleted";

const counted = (n: number, one: string, many: string) =>
  n > 0 ? [n === 1 ? `one ${one}` : `${n} ${many}`] : [];

function size(bytes: number): string[] {
  if (!(bytes > 0)) return [];
  const mb = Math.max(0.1, bytes / 1024 ** 2);
  return [`${mb.toLocaleString("en", { maximumFractionDigits: mb < 10 ? 1 : 0 })} MB of files`];
}

/** ", with 2 scores, one shared link and 1.2 MB of files"; "" where the library was empty. */
function removed({ scores, collections, links, bytes }: AccountDeletedProps): string {
  const parts = [
    ...counted(scores, "score", "scores"),
    ...counted(collections, "collection or setlist", "collections and setlists"),
    ...counted(links, "shared link", "shared links"),
    ...size(bytes),
  ];
  const last = parts.pop();
  if (last === undefined) return "";
  return `, with ${parts.length === 0 ? last : `${parts.join(", ")} and ${last}`}`;
}

const story = (props: AccountDeletedProps) =>
  `Your account at ${props.host} was deleted ${moment(props.deletedAt)}${removed(props)}.`;
const rest = "Gone with it: your address, the pictures of pages, what was read and typed, your " +
  "notes, what you allowed, every sign-in, and whatever waited to be done. What stays for 400 days " +
  "is a list of calls to other services and of what operators did, with a number in the place of " +
  "your name. The privacy page says the same, and what is kept by fingerprints alone.";
const atGoogle = "If Attacca still stands in the list of connections of your Google account, you " +
  "can take it out at myaccount.google.com/connections.";
const last = "This is the receipt, and the last mail that you get from us.";
const foot =
  "With this address you can begin anew at any time; what was deleted does not come back.";

const said = (props: AccountDeletedProps) => [
  story(props),
  rest,
  ...props.google ? [atGoogle] : [],
  last,
];

function Html(props: AccountDeletedProps) {
  return (
    <Frame title={subject} preview={last} heading={subject} foot={foot}>
      {said(props).map((part) => <Prose key={part}>{part}</Prose>)}
    </Frame>
  );
}

const text = (props: AccountDeletedProps) => [...said(props), foot, "Attacca\n"].join("\n\n");

/** The receipt for a deleted account. */
export const accountDeleted: Letter<AccountDeletedProps> = { subject: () => subject, Html, text };
