/** A choice of a few words, or none of them; where nothing is chosen yet, it begins with nothing. */
export function Words({ id, name, words, value = "", open = false }: {
  id: string;
  name: string;
  words: readonly string[];
  value?: string | null;
  /** Nothing is chosen yet: to choose none is a choice, too. */
  open?: boolean;
}) {
  return (
    <select
      id={id}
      name={name}
      class={`min-h-11 px-2 rounded-sm bg-raised border border-edge ${open ? "max-sm:flex-1" : ""}`}
    >
      {open && <option value="" selected={!value}>choose</option>}
      <option value={open ? "none" : ""} selected={open ? value === "none" : !value}>none</option>
      {words.map((word) => <option key={word} value={word} selected={word === value}>{word}
      </option>)}
    </select>
  );
}
