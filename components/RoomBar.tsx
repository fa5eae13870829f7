import { sizeInWords } from "../islands/_parts/size.ts";
import type { Room } from "../services/space.ts";

/** How full a person's library is: a bar, and the same in words. */
export function RoomBar({ used, quota }: Room) {
  const words = `${sizeInWords(used)} of ${sizeInWords(quota)} used`;
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
