/**
 * The public status pages of vendors: Statuspage v2 (`/api/v2/summary.json`, as Resend has) and
 * Google Cloud (`/incidents.json`), with what a test sets.
 *
 * @module
 */
import type { VendorFault } from "./fault.ts";
import { type Fake, type Received, startFake } from "./server.ts";

/** How bad Statuspage says it is. */
export type Indicator = "none" | "minor" | "major" | "critical" | "maintenance";

/** A part of a vendor on its Statuspage. */
export interface StatusComponent {
  readonly name: string;
  readonly status:
    | "operational"
    | "degraded_performance"
    | "partial_outage"
    | "major_outage"
    | "under_maintenance";
}

/** An open incident on a Statuspage. */
export interface StatusIncident {
  readonly name: string;
  readonly impact: "none" | "minor" | "major" | "critical";
  readonly status?: "investigating" | "identified" | "monitoring";
  readonly body?: string;
  /** In ms since 1970. */
  readonly at?: number;
}

/** What a Statuspage says; what is left out is well. */
export interface Summary {
  readonly indicator?: Indicator;
  readonly description?: string;
  readonly components?: readonly StatusComponent[];
  readonly incidents?: readonly StatusIncident[];
}

/** An incident of Google Cloud. */
export interface CloudIncident {
  readonly product: string;
  readonly description: string;
  readonly severity?: "low" | "medium" | "high";
  readonly impact?: "SERVICE_INFORMATION" | "SERVICE_DISRUPTION" | "SERVICE_OUTAGE";
  /** In ms since 1970. */
  readonly begin: number;
  /** Left out while it lasts. */
  readonly end?: number;
}

/** Both pages on one port. */
export interface FakeVendorStatus extends Fake {
  /** Sets what the Statuspage says from now on. */
  statuspage(summary: Summary): void;
  /** Sets the incidents of Google Cloud, newest first. */
  cloud(incidents: readonly CloudIncident[]): void;
}

const descriptions: Record<Indicator, string> = {
  none: "All Systems Operational",
  minor: "Partially Degraded Service",
  major: "Partial System Outage",
  critical: "Major Service Outage",
  maintenance: "Service Under Maintenance",
};

const PAGE_ID = "k6h1w2qbt0zz";

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function summaryJson(summary: Summary) {
  const indicator = summary.indicator ?? "none";
  const now = Date.now();
  const components = summary.components ?? [{ name: "API", status: "operational" }];
  return {
    page: {
      id: PAGE_ID,
      name: "A vendor",
      url: "https://status.example.org",
      time_zone: "Etc/UTC",
      updated_at: iso(now),
    },
    status: { indicator, description: summary.description ?? descriptions[indicator] },
    components: components.map((component, index) => ({
      id: `component${index}`,
      ...component,
      description: null,
      position: index + 1,
      group: false,
      group_id: null,
      page_id: PAGE_ID,
      created_at: iso(0),
      updated_at: iso(now),
    })),
    incidents: (summary.incidents ?? []).map(({ at = now, body, ...incident }, index) => {
      const id = `incident${index}`;
      const status = incident.status ?? "investigating";
      const times = { created_at: iso(at), updated_at: iso(at) };
      const update = { id: `update${index}`, incident_id: id, status, body: body ?? "", ...times };
      return {
        id,
        name: incident.name,
        impact: incident.impact,
        status,
        ...times,
        monitoring_at: null,
        resolved_at: null,
        shortlink: `https://status.example.org/${id}`,
        page_id: PAGE_ID,
        incident_updates: [update],
      };
    }),
    scheduled_maintenances: [],
  };
}

function cloudJson(incident: CloudIncident, index: number) {
  const id = `incident${index}`;
  const impact = incident.impact ?? "SERVICE_DISRUPTION";
  const modified = iso(incident.end ?? incident.begin);
  const update = {
    created: modified,
    modified,
    when: modified,
    text: incident.description,
    status: incident.end === undefined ? impact : "AVAILABLE",
    affected_locations: [],
  };
  const product = { title: incident.product, id: `product${index}` };
  return {
    id,
    number: String(index + 1),
    begin: iso(incident.begin),
    created: iso(incident.begin),
    // The page leaves `end` out while an incident lasts.
    ...(incident.end === undefined ? {} : { end: iso(incident.end) }),
    modified,
    external_desc: incident.description,
    updates: [update],
    most_recent_update: update,
    status_impact: impact,
    severity: incident.severity ?? "medium",
    service_key: product.id,
    service_name: product.title,
    affected_products: [product],
    uri: `incidents/${id}`,
    currently_affected_locations: [],
    previously_affected_locations: [],
  };
}

function error(status: number, headers: HeadersInit = {}) {
  return () => new Response(null, { status, headers });
}

const errors: Record<VendorFault, () => Response> = {
  "401": error(401),
  "404": error(404),
  "429": error(429),
  "429_retry_after": error(429, { "retry-after": "1" }),
  daily_quota: error(429),
  "500": error(500),
  "503": error(503),
};

/** Starts both status pages, on which all is well. */
export function startVendorStatus(): FakeVendorStatus {
  let summary: Summary = {};
  let incidents: readonly CloudIncident[] = [];

  const pages: Record<string, () => unknown> = {
    "/api/v2/summary.json": () => summaryJson(summary),
    "/incidents.json": () => incidents.map(cloudJson),
  };

  function answer({ method, url }: Received): Response {
    const page = pages[url.pathname];
    if (page === undefined) return errors["404"]();
    if (method !== "GET") return new Response(null, { status: 405 });
    return Response.json(page(), { headers: { "cache-control": "public, max-age=30" } });
  }

  return Object.assign(startFake({ answer, error: (name) => errors[name]() }), {
    statuspage: (next: Summary) => void (summary = next),
    cloud: (next: readonly CloudIncident[]) => void (incidents = next),
  });
}
