import type { Projected } from "../../services/costs/projection.ts";
import { counted, dollars } from "./numbers.ts";

const SERVICES: Record<string, { title: string; call: string }> = {
  "google-oauth": { title: "Sign-in with Google", call: "sign-in" },
  resend: { title: "Mail by Resend", call: "mail" },
  gemini: { title: "Reading by Gemini", call: "reading" },
};

/** What so many people would cost a month, as the specification takes them to use each service. */
export function Projection({ users, projected }: {
  users: number;
  projected: readonly Projected[];
}) {
  const sum = projected.reduce((all, { cost }) => all + cost, 0);
  const who = counted(users, "person", "people");
  return (
    <>
      <table class="w-full mt-6 text-right tabular-nums max-sm:text-sm">
        <caption class="text-left font-medium first-letter:uppercase">
          {who}: {dollars(sum)} a month
        </caption>
        <thead>
          <tr class="border-b border-rule text-sm text-quiet">
            <th scope="col" class="py-2 pr-2 font-normal text-left">Service</th>
            <th scope="col" class="py-2 px-2 font-normal">Use</th>
            <th scope="col" class="py-2 pl-2 font-normal">Cost a month</th>
          </tr>
        </thead>
        <tbody>
          {projected.map(({ name, callsADay, cost }) => (
            <tr key={name} class="border-b border-rule">
              <th scope="row" class="py-3 pr-2 font-normal text-left">{SERVICES[name].title}</th>
              <td class="py-3 px-2">
                {callsADay === null ? who : `${counted(callsADay, SERVICES[name].call)} a day`}
              </td>
              <td class="py-3 pl-2 font-medium">{dollars(cost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="mt-3 text-sm text-quiet max-w-prose">
        By the specification’s use: 500 mails and 1,000 readings a day for 10,000 people. Up to 100
        a day of either are free; mail beyond that is sold by 50,000 a month. Nobody pays here, so
        payments cost nothing. The prices are those above.
      </p>
    </>
  );
}
