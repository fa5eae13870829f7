/**
 * What every mail looks like: its frame, its few kinds of text, and its one button.
 *
 * @module
 */
import { Body, Button, Container, Head, Heading, Hr, Html, Link, Preview, Text } from "react-email";
import type { ReactNode } from "react";

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

interface FrameProps {
  /** The document's title: the mail's subject. */
  title: string;
  /** What a list of mails shows after the subject. */
  preview: string;
  heading: string;
  /** The last words, small, under a line. */
  foot?: ReactNode;
  children: ReactNode;
}

/** The sheet that every mail is written on. */
export function Frame({ title, preview, heading, foot, children }: FrameProps) {
  return (
    <Html lang="en">
      <Head>
        <title>{title}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{dark}</style>
      </Head>
      <Body className="page" style={styles.body}>
        <Preview>{preview}</Preview>
        <Container className="page" style={styles.column}>
          <Text className="ink" style={styles.mark}>Attacca</Text>
          <Hr className="rule" style={styles.line} />
          <Heading as="h1" className="ink" style={styles.heading}>{heading}</Heading>
          {children}
          {foot && (
            <>
              <Hr className="rule" style={styles.line} />
              <Text className="soft" style={styles.small}>{foot}</Text>
            </>
          )}
        </Container>
      </Body>
    </Html>
  );
}

/** A paragraph. */
export function Prose({ children }: { children: ReactNode }) {
  return <Text className="ink" style={styles.prose}>{children}</Text>;
}

/** A smaller line that leads to what comes next. */
export function Label({ children }: { children: ReactNode }) {
  return <Text className="soft" style={styles.label}>{children}</Text>;
}

/** Digits to be read and typed elsewhere. */
export function Digits({ children }: { children: ReactNode }) {
  return <Text className="ink" style={styles.digits}>{children}</Text>;
}

/** The one thing to press. */
export function Press({ href, children }: { href: string; children: ReactNode }) {
  return <Button className="press" href={href} style={styles.button}>{children}</Button>;
}

/** An address to copy where buttons do not work. */
export function Address({ href }: { href: string }) {
  return (
    <Text style={styles.address}>
      <Link className="link" href={href} style={styles.addressLink}>{href}</Link>
    </Text>
  );
}

const label = {
  margin: "0 0 4px",
  color: soft,
  fontFamily: sans,
  fontSize: "14px",
  lineHeight: "22px",
};

const styles = {
  label,
  body: { margin: 0, padding: "0 16px", backgroundColor: paper },
  column: { maxWidth: "520px", padding: "40px 0", backgroundColor: paper },
  mark: {
    margin: 0,
    color: ink,
    fontFamily: serif,
    fontStyle: "italic",
    fontSize: "22px",
    lineHeight: "28px",
  },
  line: { margin: "20px 0 28px", borderTop: `1px solid ${rule}` },
  heading: {
    margin: "0 0 12px",
    color: ink,
    fontFamily: serif,
    fontWeight: 400,
    fontSize: "30px",
    lineHeight: "38px",
  },
  prose: {
    margin: "0 0 24px",
    color: ink,
    fontFamily: serif,
    fontSize: "18px",
    lineHeight: "28px",
  },
  digits: {
    margin: "0 0 24px",
    color: ink,
    fontFamily: sans,
    fontWeight: 600,
    fontSize: "28px",
    lineHeight: "36px",
    letterSpacing: "0.08em",
  },
  button: {
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
  },
  address: { ...label, margin: "0 0 24px", color: blue },
  addressLink: {
    color: blue,
    textDecoration: "underline",
    wordBreak: "break-all" as const,
  },
  small: { ...label, margin: 0 },
};
