import { cookie } from "./cookie.ts";

const session = cookie("session");

/** The session token of a request, or null. */
export const sessionToken = session.read;

/** The `Set-Cookie` of a session, good for `maxAge` seconds; an empty token with 0 takes it away. */
export const sessionCookie = session.write;
