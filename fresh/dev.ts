/**
 * Fresh 2's `Builder`: builds an app, and serves it while it is written.
 *
 * @module
 */
export { Builder, type BuilderListenOptions, type BuildOptions } from "./dev/builder.ts";
export { BuildError } from "./dev/build_error.ts";
export type {
  OnTransformArgs,
  OnTransformOptions,
  OnTransformResult,
  TransformFn,
} from "./dev/statics.ts";
