import { Head } from "fresh/runtime";
import { ButtonLink } from "../components/Button.tsx";
import { define } from "../define.ts";

/** Where somebody is who has deleted their account. */
export default define.page(function Deleted() {
  return (
    <div class="max-w-md mx-auto pt-12 sm:pt-20">
      <Head>
        <title>Deleted · Attacca</title>
      </Head>
      <h1 class="work text-4xl">Your account is deleted</h1>
      <p class="prose-serif mt-4">
        You are signed out everywhere, and nobody can sign in to it any more. The files are being
        taken away now; a mail tells you when all is gone.
      </p>
      <p class="mt-8">
        <ButtonLink href="/">To the start</ButtonLink>
      </p>
    </div>
  );
});
