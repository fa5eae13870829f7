import type { ComponentChildren } from "preact";

/** What every icon takes: classes for its place and colour; it is drawn in `currentColor`, 24 px. */
interface IconProps {
  class?: string;
}

// One pen for the whole family, in static/styles.css. Icons stand beside words that say the same,
// so they are hidden from assistive technology.
function Icon({ class: className, children }: IconProps & { children: ComponentChildren }) {
  return (
    <svg
      class={className}
      width="24"
      height="24"
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/**
 * An icon of open and closed strokes, given as the paths' data. Each call is marked as pure: a
 * script leaves out the icons that no island of its page draws.
 */
const drawn = (...paths: string[]) =>
  function DrawnIcon(props: IconProps) {
    return (
      <Icon {...props}>
        <path d={paths.join("")} />
      </Icon>
    );
  };

/** An arrow up from a tray: bring in. */
export const IconUpload = /* @__PURE__ */ drawn(
  "M12 15.5V4",
  "M7.5 8.5 12 4l4.5 4.5",
  "M4 15v4.5h16V15",
);

/** An arrow down into a tray. */
export const IconDownload = /* @__PURE__ */ drawn(
  "M12 4v11.5",
  "M7.5 11l4.5 4.5 4.5-4.5",
  "M4 15v4.5h16V15",
);

/** A stroke: not here. */
export const IconMinus = /* @__PURE__ */ drawn("M5 12h14");

/** To the page before. */
export const IconChevronLeft = /* @__PURE__ */ drawn("M14.5 5.5 8 12l6.5 6.5");

/** To the page after. */
export const IconChevronRight = /* @__PURE__ */ drawn("M9.5 5.5 16 12l-6.5 6.5");

/** Four corners outward: fill the screen. */
export const IconExpand = /* @__PURE__ */ drawn(
  "M4 9V4h5",
  "M15 4h5v5",
  "M20 15v5h-5",
  "M9 20H4v-5",
);

/** A pencil: edit. */
export const IconPencil = /* @__PURE__ */ drawn(
  "M4 20l1-4.5L16.2 4.3a1.5 1.5 0 0 1 2.1 0l1.4 1.4a1.5 1.5 0 0 1 0 2.1L8.5 19z",
  "M14 6.5 17.5 10",
);

/** An open book: read about it. */
export const IconBook = /* @__PURE__ */ drawn(
  "M12 6.5c-2-1.4-5-2-8.5-2v13c3.5 0 6.5.6 8.5 2 2-1.4 5-2 8.5-2v-13c-3.5 0-6.5.6-8.5 2z",
  "M12 6.5v13",
);

/** A tick: done. */
export const IconCheck = /* @__PURE__ */ drawn("M4.5 12.5 10 18 19.5 7");

/** A triangle with a stroke and a point: look here. */
export const IconWarning = /* @__PURE__ */ drawn("M12 4 2.8 20h18.4z", "M12 10v4.5", "M12 17.2v.1");

/** A capital G: Google, in our own pen. */
export const IconGoogle = /* @__PURE__ */ drawn("M18.2 6.4A8 8 0 1 0 20 12h-7.5");

/** Five lines and a note on them; the lines are finer, or they would close up at this size. */
export function IconStaff(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M2.5 4h19M2.5 8h19M2.5 12h19M2.5 16h19M2.5 20h19" stroke-width="0.75" />
      <path d="M14.3 13.2V2.5" />
      <ellipse
        cx="11.9"
        cy="14"
        rx="2.5"
        ry="1.8"
        transform="rotate(-20 11.9 14)"
        fill="currentColor"
      />
    </Icon>
  );
}

/** A heart: a favourite, or not yet. */
export const IconHeart = /* @__PURE__ */ drawn(
  "M12 20S3.5 15 3.5 9.2A4.6 4.6 0 0 1 12 6.8a4.6 4.6 0 0 1 8.5 2.4C20.5 15 12 20 12 20z",
);

/** Four squares: a grid. */
export const IconGrid = /* @__PURE__ */ drawn(
  "M4.5 4.5h6v6h-6z",
  "M13.5 4.5h6v6h-6z",
  "M4.5 13.5h6v6h-6z",
  "M13.5 13.5h6v6h-6z",
);

/** Three lines: a list. */
export const IconList = /* @__PURE__ */ drawn(
  "M8.5 6h11",
  "M8.5 12h11",
  "M8.5 18h11",
  "M4.5 6h.1",
  "M4.5 12h.1",
  "M4.5 18h.1",
);

/** A cross: away with it. */
export const IconCross = /* @__PURE__ */ drawn("M6.5 6.5l11 11", "M17.5 6.5l-11 11");

/** Two sheets side by side. */
export const IconTwoPages = /* @__PURE__ */ drawn("M3.5 5h8v14h-8z", "M12.5 5h8v14h-8z");

/** A sheet whose upper half is another's. */
export const IconHalf = /* @__PURE__ */ drawn("M5.5 4h13v16h-13z", "M5.5 12h13", "M9 16h6");

/** Two corners that cut. */
export const IconCrop = /* @__PURE__ */ drawn("M7 3v14h14", "M3 7h14v14");

/** A moon: white on black. */
export const IconMoon = /* @__PURE__ */ drawn("M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z");

/** A sheet out of a machine: print. */
export const IconPrinter = /* @__PURE__ */ drawn(
  "M7 9V4h10v5",
  "M7 17H4V9h16v8h-3",
  "M7 14h10v6H7z",
);

/** A key with a letter on it. */
export const IconKeys = /* @__PURE__ */ drawn(
  "M4 6h16v12H4z",
  "M8 10h.1",
  "M12 10h.1",
  "M16 10h.1",
  "M8.5 14.5h7",
);

/** Two strokes: take hold here. */
export const IconGrip = /* @__PURE__ */ drawn("M5 9.5h14", "M5 14.5h14");

/** Three points: more can be done. */
export const IconMore = /* @__PURE__ */ drawn(
  "M4.2 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0",
  "M11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0",
  "M17.8 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0",
);
