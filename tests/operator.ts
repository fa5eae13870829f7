/**
 * Operators of a test.
 *
 * @module
 */
import type { TestApp } from "./app.ts";
import type { Visitor } from "./visitor.ts";

/** Makes Robert one. */
export const OPERATOR = { ADMIN_EMAILS: "robert@example.org" };

/** Robert, at the desk. */
export const operator = (app: TestApp): Promise<Visitor> =>
  app.visitor().signIn("robert@example.org");

/** Who is signed in as a visitor. */
export async function whoIs(visitor: Visitor) {
  const token = /session=([^;]+)/.exec(visitor.cookie)![1];
  return (await visitor.services.sessions.check(token))!;
}

/** The id of a visitor's account. */
export const idOf = async (visitor: Visitor): Promise<string> => (await whoIs(visitor)).user.id;
