import { List } from "../List.tsx";

export default function Page() {
  return (
    <section>
      <h1>Works</h1>
      <List />
    </section>
  );
}
