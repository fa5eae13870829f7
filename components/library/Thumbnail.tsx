/** The first page, small, on paper; a staff where none can be shown. */
export function Thumbnail({ id, pages, sizes, class: size = "w-full" }: {
  id: string;
  pages: number;
  sizes: string;
  class?: string;
}) {
  const image = `/scores/${id}/pages/1`;
  if (pages === 0) {
    return (
      <span
        class={`no-print sheet flex items-center justify-center aspect-[1/1.414] ${size}`}
        aria-hidden="true"
      >
        <span class="staff block w-3/5" />
      </span>
    );
  }
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
