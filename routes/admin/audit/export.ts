import { define } from "../../../define.ts";
import { readForm } from "../../../http/form.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import { auditCsv } from "../../../services/audit/csv.ts";
import { readQuery } from "../../../services/audit/query.ts";

export const handler = define.handlers({
  GET: (ctx) => ctx.redirect("/admin/audit", 303),

  /** All that fits a `query` as the page's address has it, as a file. */
  async POST(ctx) {
    const { audit, world } = ctx.state.services;
    const query = readQuery(new URLSearchParams((await readForm(ctx.req)).get("query") ?? ""));
    const rows = await audit.export(signedIn(ctx.state), query);
    const day = new Date(world.now()).toISOString().slice(0, 10);
    return new Response(auditCsv(rows), {
      headers: {
        "content-type": "text/csv; charset=utf-8; header=present",
        "content-disposition": `attachment; filename="attacca-audit-${day}.csv"`,
        "cache-control": "private, no-store",
      },
    });
  },
});
