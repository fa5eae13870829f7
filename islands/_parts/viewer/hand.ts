/** What a hand on the pages asks for. */
interface Wishes {
  turn(by: 1 | -1): void;
  /** A tap in the middle. */
  call(): void;
}

interface Point {
  x: number;
  y: number;
}

const CLOSEST = 5;
/** A finger that has moved less has tapped. */
const TAP_PX = 10;
const TAP_MS = 400;
const DOUBLE_MS = 300;
const SWIPE_PX = 40;

const clamp = (value: number, most: number) => Math.max(-most, Math.min(most, value));
const apart = ([a, b]: Point[]) => Math.hypot(a.x - b.x, a.y - b.y);
const between = ([a, b]: Point[]) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const pointOf = ({ clientX, clientY }: MouseEvent) => ({ x: clientX, y: clientY });

/**
 * Taps at the edges and swipes turn pages; two fingers, Ctrl with the wheel, and two taps in the
 * middle bring `sheet` nearer within `frame`; one finger then moves it. Until `signal` is aborted.
 */
export function createHand(
  frame: HTMLElement,
  sheet: HTMLElement,
  wishes: Wishes,
  signal: AbortSignal,
) {
  const fingers = new Map<number, Point>();
  let [scale, x, y] = [1, 0, 0];
  let from: Point & { at: number } = { x: 0, y: 0, at: 0 };
  let moved = false;
  let tapped = -Infinity;

  function place(): void {
    const near = scale > 1;
    x = clamp(x, (scale - 1) * frame.clientWidth / 2);
    y = clamp(y, (scale - 1) * frame.clientHeight / 2);
    sheet.style.transform = near ? `translate(${x}px, ${y}px) scale(${scale})` : "";
    frame.style.overflow = near ? "hidden" : "";
    frame.style.touchAction = near ? "none" : "";
  }

  /** The point under the fingers stays there; without one, the middle does. */
  function zoom(to: number, { x: atX, y: atY }: Point = middle()): void {
    const next = Math.max(1, Math.min(CLOSEST, to));
    const centre = middle();
    x = atX - centre.x - (atX - centre.x - x) * next / scale;
    y = atY - centre.y - (atY - centre.y - y) * next / scale;
    scale = next;
    place();
  }

  function middle(): Point {
    const { left, top, width, height } = frame.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }

  function down(event: PointerEvent): void {
    if (event.button !== 0 || (event.target as Element).closest("a, button")) return;
    fingers.set(event.pointerId, pointOf(event));
    frame.setPointerCapture(event.pointerId);
    moved = fingers.size > 1;
    from = { ...pointOf(event), at: event.timeStamp };
  }

  function move(event: PointerEvent): void {
    const before = fingers.get(event.pointerId);
    if (before === undefined) return;
    const old = [...fingers.values()];
    const now = pointOf(event);
    fingers.set(event.pointerId, now);
    if (fingers.size === 2) {
      const both = [...fingers.values()];
      zoom(scale * apart(both) / apart(old), between(both));
    } else if (scale > 1) {
      x += now.x - before.x;
      y += now.y - before.y;
      place();
    }
    if (apart([now, from]) > TAP_PX) moved = true;
  }

  function up(event: PointerEvent): void {
    if (!fingers.delete(event.pointerId) || fingers.size > 0) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (!moved) return tap(event);
    const swiped = Math.abs(dx) > SWIPE_PX && Math.abs(dx) > 2 * Math.abs(dy);
    if (swiped && scale === 1 && event.pointerType !== "mouse") wishes.turn(dx < 0 ? 1 : -1);
  }

  function tap(event: PointerEvent): void {
    if (event.timeStamp - from.at > TAP_MS) return;
    const { left, width } = frame.getBoundingClientRect();
    const third = Math.floor((event.clientX - left) / width * 3);
    if (scale === 1 && third !== 1) return wishes.turn(third < 1 ? -1 : 1);
    const twice = event.timeStamp - tapped < DOUBLE_MS;
    tapped = twice ? -Infinity : event.timeStamp;
    if (twice) zoom(scale === 1 ? 2 : 1, pointOf(event));
    else wishes.call();
  }

  function wheel(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(scale * Math.exp(-event.deltaY / 200), pointOf(event));
  }

  const cancel = ({ pointerId }: PointerEvent) => fingers.delete(pointerId);
  const on = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: cancel, wheel };
  for (const [name, act] of Object.entries(on)) {
    frame.addEventListener(name, act as EventListener, { passive: false, signal });
  }
  /** So many times nearer; 0: as it was. */
  return (by: number) => zoom(scale * by);
}
