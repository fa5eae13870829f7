/** For what Fresh has and this layer has not: says so instead of doing nothing. */
export function leftOut(what: string, instead: string): never {
  throw new Error(`${what} is left out of this Fresh: ${instead}`);
}

/**
 * Refuses options that nobody would read.
 *
 * @param what whose options they are, for the message
 * @throws Error naming the first that is not known
 */
export function onlyKnown(what: string, options: object, known: string[]): void {
  const other = Object.keys(options).find((name) => !known.includes(name));
  if (other !== undefined) {
    leftOut(`The option "${other}" of ${what}`, `it has ${known.join(", ")}`);
  }
}

/** Upstream's filter by address, which is left out. */
export function ipFilter(): never {
  leftOut("ipFilter()", "look at ctx.info.remoteAddr in a middleware");
}
