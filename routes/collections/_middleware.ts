import { signedInOnly } from "../../http/signed_in_only.ts";

export default signedInOnly;
