import { explaining, reading } from "./gemini.ts";
import { google } from "./google.ts";
import { resend } from "./resend.ts";
import type { Scene } from "./scene.ts";
import { storage } from "./storage.ts";
import { vendorStatus } from "./vendor_status.ts";

/** Everything that somebody wants of a vendor. */
export const scenes: readonly Scene[] = [
  resend,
  google,
  reading,
  explaining,
  storage,
  vendorStatus,
];
