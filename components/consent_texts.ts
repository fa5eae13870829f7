import type { Consent } from "../services/integration/definition.ts";

/** How one purpose is asked for, and spoken of. */
interface ConsentTexts {
  readonly question: string;
  /** What is sent, to whom, and what for. */
  readonly what: string;
  /** What holds of it besides. */
  readonly promise: string;
  readonly yes: string;
  readonly no: string;
  /** How it stands, on the account page. */
  readonly allowed: string;
  readonly refused: string;
}

/** What holds for all that goes to Gemini. */
const PROMISE = "Nothing about you goes along: not your name, not your address, " +
  "not the file itself or its name.";

/** What people are asked, by purpose. */
export const CONSENT_TEXTS: Record<Consent, ConsentTexts> = {
  "ai-reading": {
    question: "May Gemini read your scores as well?",
    what: "This server reads title, composer and the like from the page by itself. Gemini, a " +
      "service of Google, can read them too, and catch what is hard to make out. For that the " +
      "first pages of each score you add, at most four, are sent to Google as pictures.",
    promise: PROMISE,
    yes: "Let Gemini read my scores",
    no: "Read them here only",
    allowed: "Gemini reads the first pages of the scores you add.",
    refused: "Your scores are read on this server only.",
  },
  "ai-explaining": {
    question: "May Gemini explain your scores?",
    what: "When you ask what a piece is and how to practise it, Gemini, a service of Google, can " +
      "answer. For that pictures of the first pages of that score, at most four, are sent to Google.",
    promise: PROMISE,
    yes: "Let Gemini explain my scores",
    no: "Do not send them",
    allowed: "Gemini explains a score when you ask for it.",
    refused: "No score is sent anywhere to be explained.",
  },
  "mail-news": {
    question: "Shall a mail tell you when Gemini is done?",
    what:
      "Gemini may be away for hours when a score waits to be read or explained. A mail can tell " +
      "you when it is there, one an hour at most.",
    promise: "Mail for signing in, about your account, and what you ask for comes without this.",
    yes: "Mail me then",
    no: "No such mail",
    allowed: "A mail tells you when a score that had to wait is read or explained.",
    refused: "No mail tells you when a score is read or explained.",
  },
};
