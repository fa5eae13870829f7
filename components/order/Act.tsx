/** Does something with a row of an order: the button's name says what, its value with which row. */
export function Act({ name, n, label, children }: {
  name: string;
  n: number;
  label?: string;
  children: string;
}) {
  return (
    <button type="submit" name={name} value={String(n)} aria-label={label} class="act">
      {children}
    </button>
  );
}
