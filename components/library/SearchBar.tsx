import { Button } from "../Button.tsx";

/** The line one types in; what was chosen beside the words comes along by fields that name this form. */
export function SearchBar({ words }: { words: string }) {
  return (
    <form
      id="search"
      method="get"
      action="/scores"
      role="search"
      class="no-print flex gap-2 w-full max-w-2xl mt-5"
    >
      <label for="q" class="sr-only">Search title, composer, opus, instrument or tag</label>
      <input
        id="q"
        type="search"
        name="q"
        value={words}
        placeholder="Title, composer, opus, tag"
        autocomplete="off"
        enterkeyhint="search"
        class="flex-1 min-w-0 min-h-12 px-4 rounded-sm bg-raised border border-edge text-base placeholder:text-quiet"
      />
      <Button>Search</Button>
    </form>
  );
}
