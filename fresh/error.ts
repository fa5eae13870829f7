/** The words of RFC 9110 for the statuses that an app meets. */
const STATUS_TEXT: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Content Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/**
 * The standard words for an HTTP status.
 *
 * @param status a status code, e.g. 404
 * @returns its words (RFC 9110), or "Error <status>" for one without
 */
export function statusText(status: number): string {
  return STATUS_TEXT[status] ?? `Error ${status}`;
}

/**
 * An error with an HTTP status. Thrown from a handler, a middleware or a page
 * it answers the request with that status, through the error page if there is
 * one.
 *
 * @example
 * ```ts
 * if (!score) throw new HttpError(404, "No such score");
 * ```
 */
export class HttpError extends Error {
  /** Stable name for code that tells errors apart. */
  readonly code = "http_error";
  /** HTTP status of the answer, 400 to 599. */
  status: number;

  /**
   * @param status HTTP status, 400 to 599
   * @param message what went wrong; the standard words when left out
   * @param options `cause`, as for every Error
   */
  constructor(status: number, message?: string, options?: ErrorOptions) {
    super(message ?? statusText(status), options);
    this.name = "HttpError";
    this.status = status;
  }
}

/**
 * The status that an error answers with.
 *
 * @param error anything that was thrown
 * @returns the status of an HttpError, else 500
 */
export function errorStatus(error: unknown): number {
  const status = (error as { status?: unknown } | null)?.status;
  const known = error instanceof HttpError &&
    Number.isInteger(status) && (status as number) >= 400 &&
    (status as number) <= 599;
  return known ? status as number : 500;
}
