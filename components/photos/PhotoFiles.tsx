import { Button } from "../Button.tsx";

/** Chooses photos, and sends them. */
export function PhotoFiles({ action, label, button, kind }: {
  action: string;
  label: string;
  button: string;
  kind: "primary" | "quiet";
}) {
  return (
    <form method="post" action={action} enctype="multipart/form-data">
      <label for="photo" class="block font-medium">{label}</label>
      <input
        id="photo"
        type="file"
        name="photo"
        multiple
        required
        accept="image/jpeg,image/png"
        class="plain-file"
      />
      <p class="mt-5">
        <Button kind={kind}>{button}</Button>
      </p>
    </form>
  );
}
