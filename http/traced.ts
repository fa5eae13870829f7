import { trace } from "@opentelemetry/api";
import type { Context } from "fresh";
import type { State } from "../define.ts";
import { withRequestId } from "../services/request_id.ts";
import { newId, realWorld } from "../services/world.ts";

/** Middleware: gives the request an id, which its span, its logs and its answer (`x-request-id`) carry. */
export async function traced(ctx: Context<State>): Promise<Response> {
  const id = newId(realWorld);
  trace.getActiveSpan()?.setAttribute("request.id", id);
  const response = await withRequestId(id, () => ctx.next());
  response.headers.set("x-request-id", id);
  return response;
}
