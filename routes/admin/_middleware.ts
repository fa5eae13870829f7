import { operatorsOnly } from "../../http/operators_only.ts";
import { signedInOnly } from "../../http/signed_in_only.ts";

export const handler = [signedInOnly, operatorsOnly];
