/** The statuses of errors that are registered, with the words of RFC 9110 and its neighbours. */
const STATUS_TEXT = {
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  407: "Proxy Authentication Required",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Content Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  417: "Expectation Failed",
  418: "I'm a teapot",
  421: "Misdirected Request",
  422: "Unprocessable Content",
  423: "Locked",
  424: "Failed Dependency",
  425: "Too Early",
  426: "Upgrade Required",
  428: "Precondition Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
  505: "HTTP Version Not Supported",
  506: "Variant Also Negotiates",
  507: "Insufficient Storage",
  508: "Loop Detected",
  510: "Not Extended",
  511: "Network Authentication Required",
};

/** A status that an error can have. */
export type ErrorStatus = keyof typeof STATUS_TEXT;

/**
 * The standard words for an HTTP status.
 *
 * @param status a status code, e.g. 404
 * @returns its words (RFC 9110), or "Error <status>" for one without
 */
export function statusText(status: number): string {
  return STATUS_TEXT[status as ErrorStatus] ?? `Error ${status}`;
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
  /** HTTP status of the answer. */
  status: ErrorStatus;

  /**
   * @param status HTTP status of an error
   * @param message what went wrong; the standard words when left out
   * @param options `cause`, as for every Error
   */
  constructor(status: ErrorStatus, message?: string, options?: ErrorOptions) {
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
