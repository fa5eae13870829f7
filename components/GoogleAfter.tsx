/** Where a person sees, and ends, what they let others do with their Google account. */
const CONNECTIONS = "https://myaccount.google.com/connections";

const SAID = {
  ended: "The connection to your Google account is ended there too.",
  failed: "Google did not confirm that the connection there is ended. No key to your Google " +
    "account is kept here, but Attacca may stand in its list.",
  "by-hand": "No key to your Google account is kept here, but Attacca may stand in its list of " +
    "connections.",
};

/** What became of the connection at Google when an account was deleted. */
export function GoogleAfter({ after }: { after: keyof typeof SAID }) {
  return (
    <p class="mt-4">
      {SAID[after]}
      {after !== "ended" && (
        <>
          {" "}You can end it there by hand:{" "}
          <a href={CONNECTIONS} class="text-accent underline" rel="noreferrer">
            your connections at Google
          </a>
          .
        </>
      )}
    </p>
  );
}
