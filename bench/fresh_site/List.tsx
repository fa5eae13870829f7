const WORKS = Array.from({ length: 50 }, (_, n) => ({
  id: n,
  title: `Nocturne no. ${n}`,
  composer: n % 2 ? "Chopin & sons" : "Fauré",
}));

function Work({ id, title, composer }: (typeof WORKS)[number]) {
  return (
    <li class="work" data-id={id}>
      <a href={`/works/${id}`}>{title}</a>
      <span>{composer}</span>
    </li>
  );
}

/** The fifty works that the page of the bench lists. */
export const List = () => (
  <ul class="works">
    {WORKS.map((work) => <Work key={work.id} {...work} />)}
  </ul>
);
