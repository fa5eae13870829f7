import type { Room } from "../services/space.ts";

/** How full a person's library is: a bar, and the same in words. */
export function RoomBar({ used, quota }: Room) {
  const words = `${roomInWords(used)} of ${roomInWords(quota)} used`;
  return (
    <div class="w-full max-w-sm">
      <meter
        value={used}
        max={quota}
        high={quota * 0.9}
        aria-label="Room that your scores take"
        aria-valuetext={words}
        class="filled block w-full"
      />
      <p class="text-sm text-quiet mt-1 tabular-nums">{words}</p>
    </div>
  );
}

/** Bytes as the settings count them: "1.2 GB". */
export function roomInWords(bytes: number): string {
  const mb = bytes / 1024 ** 2;
  const [size, unit] = mb < 1024 ? [mb, "MB"] : [mb / 1024, "GB"];
  const digits = size < 10 ? 1 : 0;
  return `${size.toLocaleString("en", { maximumFractionDigits: digits })} ${unit}`;
}
