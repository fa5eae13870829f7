import type { ServiceCost } from "../../services/costs/costs.ts";
import { dollars } from "./numbers.ts";

/** What each service cost this month. */
export function CostTable({ services }: { services: readonly ServiceCost[] }) {
  return (
    <table class="w-full mt-4 text-right tabular-nums max-sm:text-sm">
      <caption class="sr-only">What each service cost this month</caption>
      <thead>
        <tr class="border-b border-rule text-sm text-quiet">
          <th scope="col" class="py-2 pr-2 font-normal text-left">Service</th>
          <th scope="col" class="py-2 px-2 font-normal">Calls</th>
          <th scope="col" class="py-2 px-2 font-normal">Tokens</th>
          <th scope="col" class="py-2 pl-2 font-normal">Cost</th>
        </tr>
      </thead>
      <tbody>
        {services.map((one) => (
          <tr key={one.name} class="border-b border-rule align-top">
            <th scope="row" class="py-3 pr-2 font-normal text-left">
              {one.title}
              <span class="block text-sm text-quiet">{priceInWords(one)}</span>
            </th>
            <td class="py-3 px-2">{one.calls.toLocaleString("en")}</td>
            <td class="py-3 px-2">{one.tokens === 0 ? "–" : one.tokens.toLocaleString("en")}</td>
            <td class="py-3 pl-2 font-medium">{dollars(one.cost)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function priceInWords({ price: { perCall, perThousandTokens }, ownPrice }: ServiceCost): string {
  const parts = [
    perCall > 0 && `${dollars(perCall)} a call`,
    perThousandTokens > 0 && `${dollars(perThousandTokens)} a thousand tokens`,
  ].filter(Boolean);
  return (parts.join(", ") || "costs nothing") + (ownPrice ? ", by PRICES" : "");
}
