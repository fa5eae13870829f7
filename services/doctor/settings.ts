import { type Config, ConfigError } from "../config.ts";
import { type Finding, note, well, wrong } from "./finding.ts";

const ABOUT = "settings";

/** What the start would say of the environment; the settings where it would start. */
export function examineSettings(
  read: () => Config,
): { readonly config: Config | null; readonly findings: Finding[] } {
  try {
    const config = read();
    const advice = "Set both, or neither; .env.example says what each is for.";
    return {
      config,
      findings: [
        well(ABOUT, `they can be used: ${config.env}, at ${config.origin}`),
        ...config.unset.map((line) => note(ABOUT, line, advice)),
        ...keys(config),
      ],
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const advice =
      "Put it right in the environment or in .env; .env.example says what each is for.";
    return {
      config: null,
      findings: error.message.split("\n").map((line) => wrong(ABOUT, line, advice)),
    };
  }
}

function keys({ env, sessionKeys, adminEmails, resend }: Config): Finding[] {
  const found: Finding[] = [];
  if (sessionKeys.length === 0) {
    found.push(note("session keys", "this machine has its own, under data/: good for one machine"));
  } else {
    const many = sessionKeys.length;
    found.push(well("session keys", many === 1 ? "one, which signs" : `${many}, the first signs`));
  }
  if (env === "production" && adminEmails.length === 0) {
    found.push(
      note(
        "operators",
        "nobody is one, so nobody is mailed when something breaks",
        "Set ADMIN_EMAILS to your address.",
      ),
    );
  }
  if (env === "production" && resend === null) {
    found.push(
      wrong(
        "mail",
        "no way to send mail is set up, so nobody can sign in by mail",
        "Set RESEND_API_KEY and MAIL_FROM.",
      ),
    );
  }
  return found;
}
