/** Whether the caller is a program that asked for JSON rather than a person's browser. */
export function wantsJson(request: Request): boolean {
  return request.headers.get("accept")?.split(",")[0].trim().startsWith("application/json") ??
    false;
}
