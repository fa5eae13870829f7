/** A choice of a few words, or none of them. */
export function Words({ id, name, words, value = "" }: {
  id: string;
  name: string;
  words: readonly string[];
  value?: string | null;
}) {
  return (
    <select id={id} name={name} class="min-h-11 px-2 rounded-sm bg-raised border border-edge">
      <option value="" selected={!value}>none</option>
      {words.map((word) => <option key={word} value={word} selected={word === value}>{word}
      </option>)}
    </select>
  );
}
