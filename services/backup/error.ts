/** Why a backup or its return is not possible; the message is for whoever asked. */
export class BackupError extends Error {
  override readonly name = "BackupError";

  constructor(
    readonly code: "not_a_backup" | "damaged" | "too_new" | "not_empty" | "differs" | "exists",
    message: string,
  ) {
    super(message);
  }
}
