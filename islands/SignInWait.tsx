import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { MailState, News } from "../services/identity/waiting.ts";

interface Props {
  email: string;
  /** Where the mail is as the page is written. */
  mail: MailState;
  /** Milliseconds since 1970: when all of it ends. */
  until: number;
  approvalCode: string;
  /** The address to open on the other device, as a person types it. */
  approveAt: string;
  /** What stands between where the mail is and the way without it. */
  children: ComponentChildren;
}

const HEADINGS: Record<MailState, string> = {
  leaving: "Look in your mail",
  sent: "Look in your mail",
  waiting: "The mail is held up",
  refused: "This address takes no mail",
  late: "No mail will come",
  none: "Use another device",
};

const HINTS: Partial<Record<MailState, string>> = {
  leaving: "Nothing there after a minute? Look among the unwanted mail.",
  sent: "Nothing there after a minute? Look among the unwanted mail.",
  waiting: "Asking again brings it no sooner.",
};

/** How often the page looks where it is told nothing by itself. */
const LOOK_MS = 5_000;

/** Mail may still come. */
const HOPEFUL: readonly MailState[] = ["leaving", "sent", "waiting"];

/**
 * Says where the mail is, and goes on by itself when another device has approved. Without script
 * the page is fetched anew now and then, and a button goes on.
 */
export default function SignInWait(props: Props) {
  const { email, until, approvalCode, approveAt, children } = props;
  const [mail, setMail] = useState(props.mail);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    let known = props.mail;
    const again = () => location.replace("/signin/sent");
    const source = new EventSource("/signin/sent/events");
    source.onmessage = ({ data }) => {
      const { mail, standing } = JSON.parse(data) as News;
      if (standing === "approved") {
        source.close();
        return form.current?.requestSubmit();
      }
      if (standing !== "open") return again();
      if (mail !== known && !HOPEFUL.includes(mail)) return again();
      setMail(known = mail);
    };
    // A lost connection is mended by the browser; where it was told off we look by ourselves.
    let timer: ReturnType<typeof setTimeout>;
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(look, LOOK_MS);
    };
    /** Fetches the page anew, for what is typed would be lost, and shows it where it says something else. */
    async function look(): Promise<void> {
      const page = await fetch("/signin/sent").then((answer) => answer.text()).catch(() => "");
      const heading = /<h1[^>]*>([^<]*)/.exec(page)?.[1];
      if (heading && heading !== HEADINGS[known]) return again();
      timer = setTimeout(look, LOOK_MS);
    }
    const end = setTimeout(again, until - Date.now() + 2_000);
    return () => {
      source.close();
      clearTimeout(timer);
      clearTimeout(end);
    };
  }, []);

  return (
    <>
      <h1 class="work text-4xl">{HEADINGS[mail]}</h1>
      <p role="status" class="prose-serif mt-4 wrap-anywhere">
        <Story mail={mail} email={email} until={until} />
      </p>
      {children}
      <details
        open={!["leaving", "sent"].includes(mail)}
        class="mt-8 border-t border-rule pt-2"
      >
        <summary class="cursor-pointer min-h-11 py-2.5 font-medium">
          Without mail: from a device where you are signed in
        </summary>
        <p class="mt-2 wrap-anywhere">
          There, open <strong class="font-medium">{approveAt}</strong> and type this code:
        </p>
        <p class="text-3xl tracking-widest font-medium tabular-nums my-4">{approvalCode}</p>
        <p class="text-quiet">
          It does nothing until you approve it there, signed in with the same address. Works until
          {" "}
          <Clock at={until} />.
        </p>
        <form ref={form} method="post" action="/signin/sent" class="mt-4">
          <button
            type="submit"
            class="inline-flex items-center min-h-11 px-5 rounded-sm font-medium cursor-pointer border border-edge text-ink hover:border-accent hover:text-accent"
          >
            I have approved it
          </button>
        </form>
      </details>
      <p class="mt-8 text-quiet">
        {HINTS[mail]} <a href="/signin" class="text-accent underline">Ask again</a>
      </p>
    </>
  );
}

/** The words for `sent` are as true of an address that takes no mail of ours: nobody may find that out here. */
function Story({ mail, email, until }: { mail: MailState; email: string; until: number }) {
  const whom = <strong class="font-medium">{email}</strong>;
  switch (mail) {
    case "leaving":
      return <>A link and six digits are on their way to {whom}.</>;
    case "sent":
      return (
        <>
          Our part is done. If {whom}{" "}
          takes our mail, a link and six digits are there within a minute. The link works once, on
          any device, until <Clock at={until} />.
        </>
      );
    case "waiting":
      return (
        <>
          The mail service does not confirm that it has the mail for{" "}
          {whom}. We keep it and try again until{" "}
          <Clock at={until} />: this page says when it has left.
        </>
      );
    case "refused":
      return <>The mail service does not take mail for {whom}. See whether it is spelt right.</>;
    case "late":
      return (
        <>
          The mail service could not take the mail for {whom}{" "}
          in time, so no link will come. Ask again later, or use another device now.
        </>
      );
    case "none":
      return <>No mail is sent. Let this browser in from a device where you are signed in.</>;
  }
}

/** A time of day: in UTC as it is written, in the reader's own zone once a script can tell it. */
function Clock({ at }: { at: number }) {
  const [here, setHere] = useState<string | null>(null);
  useEffect(() => {
    const style = { hour: "2-digit", minute: "2-digit" } as const;
    setHere(new Date(at).toLocaleTimeString([], style));
  }, [at]);
  const iso = new Date(at).toISOString();
  return <time datetime={iso}>{here ?? `${iso.slice(11, 16)} UTC`}</time>;
}
