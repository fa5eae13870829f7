import { tus } from "../../http/tus.ts";

export default tus;
