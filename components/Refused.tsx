import { Notice } from "./Notice.tsx";

/** Something that was not taken in, and why. */
export interface Refusal {
  readonly name: string;
  readonly message: string;
}

/** What was not taken in, each with its reason; `said` says it of all. Nothing where all was taken. */
export function Refused({ said, refused }: { said: string; refused: readonly Refusal[] }) {
  if (refused.length === 0) return null;
  return (
    <Notice kind="error">
      <p>{said}</p>
      <ul class="mt-2">
        {refused.map(({ name, message }) => (
          <li class="mt-1">
            <strong class="font-medium break-all">{name}</strong>: {message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
