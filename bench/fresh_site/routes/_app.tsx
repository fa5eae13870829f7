import type { PageProps } from "fresh";

export default function Wrapper({ Component }: Pick<PageProps, "Component">) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Bench</title>
        <link rel="stylesheet" href="/styles.css" />
      </head>
      <body class="page">
        <Component />
      </body>
    </html>
  );
}
