/** The first page, small, on paper. */
export function Thumbnail({ id, sizes, class: size = "w-full" }: {
  id: string;
  sizes: string;
  class?: string;
}) {
  const image = `/scores/${id}/pages/1`;
  return (
    <img
      src={`${image}?w=320`}
      srcset={`${image}?w=320 320w, ${image}?w=640 640w`}
      sizes={sizes}
      alt=""
      width="320"
      height="452"
      loading="lazy"
      decoding="async"
      class={`no-print sheet aspect-[1/1.414] object-contain object-top ${size}`}
    />
  );
}
