/**
 * A vendor's Statuspage (https://metastatuspage.com/api, `/api/v2/summary.json`).
 *
 * @module
 */
import { z } from "zod";
import type { VendorWord } from "../../store/vendor_status.ts";
import { line, Moment } from "./line.ts";

const Summary = z.object({
  status: z.object({ indicator: z.string().max(40), description: z.string() }),
  incidents: z.array(z.object({ name: z.string(), created_at: Moment })).optional(),
});

/** What a Statuspage says of all its vendor does; null where it cannot be understood. */
export function readStatuspage(vendor: string, json: unknown): VendorWord | null {
  const parsed = Summary.safeParse(json);
  if (!parsed.success) return null;
  const { status, incidents = [] } = parsed.data;
  const level = status.indicator === "none" ? "well" : "trouble";
  const [newest] = incidents;
  const more = newest === undefined ? "" : `: ${newest.name}`;
  return {
    vendor,
    level,
    text: line(status.description + more),
    since: newest?.created_at ?? null,
  };
}
