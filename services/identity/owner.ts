import { hashToken } from "./token.ts";

const LENGTH = 22;

/**
 * By what a browser tells whose pages it is shown, so that what one person kept on a device is not
 * there for another: it is the same for an account always, and says nothing else of it.
 */
export async function ownerMark(userId: string): Promise<string> {
  return (await hashToken(`kept on a device by ${userId}`)).slice(0, LENGTH);
}

/** The mark where nobody is signed in. */
export const NOBODY = "none";
