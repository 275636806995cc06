/** A style sheet: importing it makes the bundler add it to dist/webview.css. */
declare module '*.css';
