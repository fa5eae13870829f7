import type { PageProps } from "fresh";

export default function Layout({ Component }: Pick<PageProps, "Component">) {
  return (
    <div class="layout">
      <nav>
        <a href="/">Home</a> <a href="/plain">Plain</a>
      </nav>
      <main>
        <Component />
      </main>
    </div>
  );
}
