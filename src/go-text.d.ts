/** A Go source embedded as text by the bundler. */
declare module '*.go' {
  const text: string;
  export default text;
}
