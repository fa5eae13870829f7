const TEXT = "x".repeat(2048);

export const handler = { GET: () => new Response(TEXT) };
