import type { HealthStatus } from "../services/health.ts";

/** A report as `application/health+json`: 503 where it is `fail`, so that a monitor needs no parser. */
export function healthAnswer(report: { readonly status: HealthStatus }): Response {
  return Response.json(report, {
    status: report.status === "fail" ? 503 : 200,
    headers: { "content-type": "application/health+json", "cache-control": "no-store" },
  });
}
