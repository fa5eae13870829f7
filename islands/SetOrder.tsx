import { useEffect, useState } from "preact/hooks";
import { arrange } from "./_parts/order.ts";

/** Lets one drag the items of the list on the page, or move them by keys, without leaving it. */
export default function SetOrder() {
  const [said, say] = useState("");
  const [lost, setLost] = useState(false);
  useEffect(() => arrange(say, setLost), []);
  return (
    <>
      <p role="status" class="sr-only">{said}</p>
      <p
        role="alert"
        class={"fixed bottom-4 inset-x-4 mx-auto max-w-md z-20 px-4 py-3 bg-paper border border-danger " +
          (lost ? "" : "hidden")}
      >
        {lost && "This could not be saved, so the order is as it was. Try again in a moment."}
      </p>
    </>
  );
}
