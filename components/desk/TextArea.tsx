/** Some lines of text. */
export function TextArea({ name, label, value, rows = 4, help }: {
  name: string;
  label: string;
  value?: string;
  rows?: number;
  help?: string;
}) {
  return (
    <div>
      <label for={name} class="block text-sm font-medium mb-1.5">{label}</label>
      <textarea
        id={name}
        name={name}
        rows={rows}
        aria-describedby={help && `${name}-help`}
        class="block w-full px-3 py-2 rounded-sm bg-raised border border-edge text-base"
      >
        {value}
      </textarea>
      {help && <p id={`${name}-help`} class="mt-1.5 text-sm text-quiet">{help}</p>}
    </div>
  );
}
