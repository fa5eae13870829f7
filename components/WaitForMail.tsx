import type { ComponentChildren } from "preact";
import { Head } from "fresh/runtime";
import SignInWait from "../islands/SignInWait.tsx";
import type { Waiting } from "../services/identity/waiting.ts";
import { Button, ButtonLink } from "./Button.tsx";
import { Notice } from "./Notice.tsx";
import { TextField } from "./TextField.tsx";

interface Props {
  /** Null where this browser has asked for nothing. */
  attempt: Waiting | null;
  /** Whether mail is shown on the mailbox page. */
  mailbox: boolean;
  /** The app's own address. */
  origin: string;
  /** What is wrong with the digits that were typed. */
  error?: string;
}

/** Seconds after which a browser without script looks again; while it waits there are no digits to type. */
const LOOK_AGAIN: Partial<Record<Waiting["mail"], number>> = { leaving: 2, waiting: 5 };

/** The page of a browser that asked to sign in: where the mail is, and the other ways in. */
export function WaitForMail({ attempt, mailbox, origin, error }: Props) {
  if (attempt === null) return <Over {...overs.unknown} />;
  if (attempt.standing === "approved") return <Approved email={attempt.email} />;
  if (attempt.standing !== "open") return <Over {...overs[attempt.standing]} />;
  const { mail, email } = attempt;
  const lookAgain = error === undefined ? LOOK_AGAIN[mail] : undefined;
  return (
    <Narrow title={`${error ? "Error: " : ""}Wait for the mail`}>
      {lookAgain && (
        <Head>
          <noscript>
            <meta http-equiv="refresh" content={`${lookAgain}; url=/signin/sent`} />
          </noscript>
        </Head>
      )}
      <SignInWait
        email={email}
        mail={mail}
        until={attempt.expiresAt}
        approvalCode={attempt.approvalCode}
        approveAt={`${new URL(origin).host}/account/approve`}
      >
        {mailbox && (
          <Notice>
            This copy of Attacca runs for development and sends no mail. Yours is in the{" "}
            <a href="/dev/mailbox" class="text-accent underline">mailbox page</a>.
          </Notice>
        )}
        {["leaving", "sent", "waiting"].includes(mail) && (
          <Digits
            attempt={attempt}
            error={error}
          />
        )}
      </SignInWait>
    </Narrow>
  );
}

function Digits({ attempt: { code, triesLeft }, error }: { attempt: Waiting; error?: string }) {
  if (code !== "open") {
    return (
      <p class="mt-8" role={error ? "alert" : undefined}>
        {error ?? "The digits in the mail work no longer; the link does."}
      </p>
    );
  }
  const left = triesLeft === 1 ? "One try is left." : `${triesLeft} tries are left.`;
  return (
    <form method="post" action="/signin/code" class="mt-8 grid gap-4" novalidate>
      <TextField
        name="code"
        label="Six digits from the mail"
        autocomplete="one-time-code"
        inputmode="numeric"
        error={error && `${error} ${left}`}
      />
      <p>
        <Button kind="primary">Sign in</Button>
      </p>
    </form>
  );
}

function Approved({ email }: { email: string }) {
  return (
    <Narrow title="Approved">
      <h1 class="work text-4xl">Approved</h1>
      <p class="prose-serif mt-4 wrap-anywhere">
        Your other device has let this browser in as <strong>{email}</strong>.
      </p>
      <form method="post" action="/signin/sent" class="mt-8">
        <Button kind="primary">Continue</Button>
      </form>
    </Narrow>
  );
}

const overs = {
  unknown: {
    heading: "Nothing to wait for",
    text: "This browser has not asked to sign in, or not within the last day.",
  },
  used: {
    heading: "This sign-in is done",
    text:
      "Its link has been used, and you are signed in where you opened it. To sign in here too, " +
      "ask for another one.",
  },
  denied: {
    heading: "This sign-in was refused",
    text: "It was refused on another device. If that was a mistake, ask for a new one.",
  },
  replaced: {
    heading: "A newer sign-in was asked for",
    text: "This browser has asked anew since. Use the newest mail, or ask for another one.",
  },
  expired: {
    heading: "This sign-in has expired",
    text: "A sign-in is open for 15 minutes. Ask for a new one.",
  },
};

function Over({ heading, text }: { heading: string; text: string }) {
  return (
    <Narrow title={heading}>
      <h1 class="work text-4xl">{heading}</h1>
      <p class="prose-serif mt-4">{text}</p>
      <p class="mt-8">
        <ButtonLink href="/signin" kind="primary">Sign in</ButtonLink>
      </p>
    </Narrow>
  );
}

function Narrow({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="max-w-md mx-auto pt-12 sm:pt-20">
      <Head>
        <title>{`${title} · Attacca`}</title>
      </Head>
      {children}
    </div>
  );
}
