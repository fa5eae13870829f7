import { Body, Button, Container, Head, Heading, Hr, Html, Link, Preview, Text } from "react-email";

/** What the mail says: the link, how long it works, and the site it opens. */
export interface SignInLinkProps {
  /** The whole address to open, on the configured origin. */
  link: string;
  /** How many minutes the link works, a whole number. */
  minutes: number;
  /** The site's host as a person knows it, such as `attacca.example`. */
  host: string;
}

// A mail cannot read the site's stylesheet, and many clients drop variables:
// the palette stands here once more, as plain values.
const serif = "Georgia, 'Times New Roman', serif";
const sans = "-apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";
const paper = "#fbfaf6";
const ink = "#1c1a16";
const soft = "#5f5a4f";
const rule = "#ddd7c9";
const blue = "#23456f";

// Inline styles are what every client honours; these overrule them where a
// client keeps a style sheet and the reader prefers dark. The cells too: the
// body's own style is copied to one inside it.
const dark = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page, .page td { background-color: #151412 !important; }
  .ink { color: #ece7db !important; }
  .soft { color: #a79f90 !important; }
  .rule { border-color: #34312b !important; }
  .link { color: #9dbce6 !important; }
  .press { background-color: #9dbce6 !important; color: #151412 !important; }
}`;

/** The mail with a sign-in link, as a React Email template. */
export function SignInLink({ link, minutes, host }: SignInLinkProps) {
  return (
    <Html lang="en">
      <Head>
        <title>Your sign-in link for Attacca</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{dark}</style>
      </Head>
      <Body className="page" style={body}>
        <Preview>
          {`The link works once, for ${minutes} minutes.`}
        </Preview>
        <Container className="page" style={column}>
          <Text className="ink" style={mark}>Attacca</Text>
          <Hr className="rule" style={line} />
          <Heading as="h1" className="ink" style={heading}>
            Your sign-in link
          </Heading>
          <Text className="ink" style={prose}>
            Someone asked to sign in to the sheet-music library at {host}{" "}
            with this address. If it was you, press the button.
          </Text>
          <Button className="press" href={link} style={button}>
            Sign in to Attacca
          </Button>
          <Text className="ink" style={prose}>
            The link works once, for {minutes} minutes.
          </Text>
          <Text className="soft" style={label}>
            Or copy this address into your browser:
          </Text>
          <Text style={address}>
            <Link className="link" href={link} style={addressLink}>{link}</Link>
          </Text>
          <Hr className="rule" style={line} />
          <Text className="soft" style={small}>
            If you did not ask for this, nothing happens; you can ignore it.
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

const body = { margin: 0, padding: "0 16px", backgroundColor: paper };
const column = {
  maxWidth: "520px",
  padding: "40px 0",
  backgroundColor: paper,
};
const mark = {
  margin: 0,
  color: ink,
  fontFamily: serif,
  fontStyle: "italic",
  fontSize: "22px",
  lineHeight: "28px",
};
const line = { margin: "20px 0 28px", borderTop: `1px solid ${rule}` };
const heading = {
  margin: "0 0 12px",
  color: ink,
  fontFamily: serif,
  fontWeight: 400,
  fontSize: "30px",
  lineHeight: "38px",
};
const prose = {
  margin: "0 0 24px",
  color: ink,
  fontFamily: serif,
  fontSize: "18px",
  lineHeight: "28px",
};
const button = {
  margin: "0 0 24px",
  padding: "14px 24px",
  borderRadius: "3px",
  backgroundColor: blue,
  color: paper,
  fontFamily: sans,
  fontWeight: 600,
  fontSize: "16px",
  lineHeight: "20px",
  textDecoration: "none",
};
const label = {
  margin: "0 0 4px",
  color: soft,
  fontFamily: sans,
  fontSize: "14px",
  lineHeight: "22px",
};
const address = { ...label, margin: 0, color: blue };
const addressLink = {
  color: blue,
  textDecoration: "underline",
  wordBreak: "break-all" as const,
};
const small = { ...label, margin: 0 };
