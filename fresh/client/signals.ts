/**
 * Loaded by pages that pass signals to islands.
 *
 * @module
 */
export { signal } from "@preact/signals";
