import { useSignal } from "@preact/signals";

export default function Tick({ start }: { start: number }) {
  const count = useSignal(start);
  return <button type="button" onClick={() => count.value++}>{count}</button>;
}
